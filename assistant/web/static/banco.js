// Forms and buttons of the staff page: each brings its fields to the one event of its part.
const values = (form, submitter) => {
  const data = new FormData(form, submitter);
  return Object.fromEntries([...new Set(data.keys())].map((key) => {
    const all = data.getAll(key);
    return [key, all.length > 1 ? all : all[0]];
  }));
};
// What is written and not taken stays, however its part is drawn again: by a refusal, by another
// language, by a button beside it. It is sent as of the version that its author saw: the server
// tells who writes over somebody else.
const written = new Map();
let sent = { fields: new Map() };
const place = (field) => {
  const { number, id, read } = field.form.elements;
  return [number?.value, id?.value, read?.value, field.id || `${field.name} ${field.value}`].join(" ");
};
const stamp = (form) => form.elements.version ?? form.elements.revision;
element.addEventListener("input", ({ target }) => {
  if (!target.form) return;
  const { value, checked } = target;
  const seen = written.get(place(target))?.seen ?? stamp(target.form)?.value;
  written.set(place(target), { value, checked, seen });
});
const rewrite = (field, was, isSeen) => {
  field.value = was.value;
  field.checked = was.checked;
  for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  const version = stamp(field.form);
  if (isSeen) was.seen = version?.value;
  else if (version) version.value = was.seen;
};
const restore = () => {
  const isTaken = element.querySelector("[data-taken]");
  const isRefused = element.querySelector(".fault");
  if (isTaken) sent.fields.forEach((value, at) => written.get(at)?.value === value && written.delete(at));
  // A field that is drawn again in its place keeps what somebody typed there for something else.
  element.querySelectorAll("form[data-desk]").forEach((form) => form.reset());
  for (const field of element.querySelectorAll("form[data-desk] :is(input, select, textarea)")) {
    const at = place(field);
    const was = written.get(at);
    // Nobody came between a version and the next that this page made; a refusal shows what is new.
    if (was) rewrite(field, was, isTaken ? was.seen === sent.seen : isRefused && sent.fields.has(at));
  }
};
const act = (fields, form) => {
  const own = [...(form?.elements ?? [])].map((field) => [place(field), field.value]);
  sent = { fields: new Map(own), seen: fields.version ?? fields.revision };
  trigger("act", fields);
};
element.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-desk]");
  if (!form) return;
  event.preventDefault();
  if (event.submitter?.dataset.sure && !window.confirm(event.submitter.dataset.sure)) return;
  act(values(form, event.submitter), form);
});
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (button) {
    const { do: what, ...rest } = button.dataset;
    act({ do: what, ...rest });
    return;
  }
  const copy = event.target.closest("button[data-copy]");
  if (!copy) return;
  const area = element.querySelector(copy.dataset.copy);
  navigator.clipboard?.writeText(area.value ?? area.textContent);
  copy.textContent = copy.dataset.copied;
});
// Where something new is shown, the keyboard goes to it.
watch("value", () => setTimeout(() => {
  restore();
  const target = element.querySelector("[data-focus]");
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
}, 80));
