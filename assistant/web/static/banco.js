// Forms and buttons of the staff page: each brings its fields to the one event of its part.
const values = (form, submitter) => {
  const data = new FormData(form, submitter);
  return Object.fromEntries([...new Set(data.keys())].map((key) => {
    const all = data.getAll(key);
    return [key, all.length > 1 ? all : all[0]];
  }));
};
const act = (fields) => trigger("act", fields);
element.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-desk]");
  if (!form) return;
  event.preventDefault();
  if (event.submitter?.dataset.sure && !window.confirm(event.submitter.dataset.sure)) return;
  act(values(form, event.submitter));
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
  const target = element.querySelector("[data-focus]");
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
}, 80));
