// The forms below an answer. What was typed in one outlives the redrawing of the conversation.
const typed = new Map();
const openForms = new Set();
const nameOf = (field) => `${field.form.id}/${field.name}/${field.type === "radio" ? field.value : ""}`;
let returning = null;

const lookUp = (reference) => {
  window.sportelloLookedUp = true;
  trigger("state", { reference });
};

const toggle = (id) => {
  const form = element.querySelector(`#${id}`);
  form.hidden = !form.hidden;
  openForms[form.hidden ? "delete" : "add"](id);
  const button = element.querySelector(`.to-desk[data-open="${id}"]`);
  button.setAttribute("aria-expanded", String(!form.hidden));
  (form.hidden ? button : form.querySelector("textarea, input")).focus();
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-judge], [data-open], [data-reference]");
  if (!button) return;
  const { exchange, judge, open, reference } = button.dataset;
  if (open) return toggle(open);
  if (reference) return lookUp(reference);
  returning = exchange;
  trigger("judge", { exchange: Number(exchange), useful: judge === "true" });
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const exchange = Number(form.dataset.exchange);
  const fields = Object.fromEntries(new FormData(form));
  returning = form.dataset.exchange;
  if (form.dataset.form === "ticket") return trigger("ticket", { exchange, ...fields });
  const why = event.submitter?.dataset.nothing === undefined ? fields : {};
  trigger("judge", { exchange, useful: false, explained: true, ...why });
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

const reopen = () => {
  for (const id of openForms) {
    const form = element.querySelector(`#${id}`);
    if (!form) openForms.delete(id);
    else if (form.hidden) {
      form.hidden = false;
      element.querySelector(`.to-desk[data-open="${id}"]`).setAttribute("aria-expanded", "true");
    }
  }
};

watch("value", () => {
  if (!element.querySelector(".exchange")) typed.clear();
  retype();
  reopen();
  const below = returning && element.querySelector(`#after-${returning}`);
  returning = null;
  const wanted = ["[aria-invalid]", "form:not([hidden]) :is(input, textarea)", ".sent"];
  const next = wanted.map((what) => below?.querySelector(what)).find(Boolean);
  (next ?? below)?.focus({ preventScroll: true });
});
