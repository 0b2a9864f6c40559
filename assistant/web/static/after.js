// The forms below an answer. What was typed in one outlives the redrawing of the conversation.
const typed = new Map();
const nameOf = (field) => `${field.form.id}/${field.name}/${field.type === "radio" ? field.value : ""}`;
let returning = null;

const sent = (form, nothing) => {
  const fields = nothing ? {} : Object.fromEntries(new FormData(form));
  return { exchange: Number(form.dataset.exchange), useful: false, explained: true, ...fields };
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-judge]");
  if (!button) return;
  const { exchange, judge } = button.dataset;
  returning = exchange;
  trigger("judge", { exchange: Number(exchange), useful: judge === "true" });
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  returning = form.dataset.exchange;
  trigger("judge", sent(form, "nothing" in (event.submitter?.dataset ?? {})));
});

element.addEventListener("input", ({ target }) => {
  if (target.form) typed.set(nameOf(target), target.type === "radio" ? target.checked : target.value);
});

const retype = () => {
  for (const field of element.querySelectorAll(".below :is(input, textarea)")) {
    const kept = typed.get(nameOf(field));
    if (kept === undefined) continue;
    if (field.type === "radio") field.checked = kept;
    else field.value = kept;
  }
};

watch("value", () => {
  retype();
  const below = returning && element.querySelector(`#after-${returning}`);
  returning = null;
  below?.querySelector("form input, form textarea, .fault")?.focus({ preventScroll: true });
  if (below && !below.contains(document.activeElement)) below.focus({ preventScroll: true });
});
