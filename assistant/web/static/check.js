// The check: what a person types and presses goes to the server, which draws the next step.
const desk = () => document.querySelector("#check-desk");
const root = () => element.querySelector("[data-step]");

const fields = () => {
  const told = {};
  for (const [name, value] of new FormData(element.querySelector("form"))) (told[name] ??= []).push(value);
  return told;
};
const act = (what) => {
  clearTimeout(waiting);
  trigger("act", { what, fields: fields() });
};

// The result follows what is typed, a moment later.
let waiting = null;
const peek = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => root()?.dataset.step !== "result" && trigger("peek", { fields: fields() }), 400);
};
let typed = null;
element.addEventListener("input", () => {
  typed = { step: root().dataset.step, turn: root().dataset.turn, fields: fields() };
  follow();
  peek();
});

// Enter adds a row while one is being written, else it goes on.
element.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter === document.activeElement || !document.activeElement.closest("[data-entry]")) act("next");
  else act("add");
});

const clicked = (event) => {
  const target = event.target.closest("[data-act], [data-export], [data-chat], [data-to]");
  if (!target) return;
  const { act: what, export: format, sure, to } = target.dataset;
  if (to) {
    event.preventDefault();
    const field = document.getElementById(to);
    (field.matches("input") ? field : field.querySelector("input") ?? field).focus();
  } else if (format) trigger("export", { format });
  else if (what) (!sure || window.confirm(sure)) && act(what);
  else trigger("chat", {});
};
document.addEventListener("click", (event) => event.target.closest("#check-desk") && clicked(event));

// What a kind of member settles is not asked.
const follow = () => {
  const settled = element.querySelector("input[data-settles]:checked")?.dataset.settles.split(" ") ?? [];
  for (const name of ["nature", "category"]) {
    const field = element.querySelector(`.if-${name}`);
    if (field) field.hidden = settled.includes(name);
  }
  const when = { mixed: "row.nature=mixed", letter: "letter=yes", rivals: "rivals=yes", written: "written=yes" };
  for (const [look, wanted] of Object.entries(when)) {
    const [name, value] = wanted.split("=");
    const is = element.querySelector(`[name="${name}"]:checked`);
    const field = element.querySelector(`.if-${look}`);
    if (field) field.hidden = is?.value !== value || is.closest("fieldset").hidden;
  }
};

// The page keeps what differs only: a field that was typed in is set to what was drawn.
const settle = (input) => {
  if (["radio", "checkbox"].includes(input.type)) input.checked = input.hasAttribute("checked");
  else input.value = input.getAttribute("value") ?? "";
};
// Another language draws the same step: what is being typed stays.
const restore = (input) => {
  const values = typed.fields[input.name] ?? [];
  if (["radio", "checkbox"].includes(input.type)) input.checked = values.includes(input.value);
  else input.value = values[0] ?? "";
};
let turn = root()?.dataset.turn;
const drawn = () => {
  if (!root()) return;
  const { step, focus } = root().dataset;
  const same = typed && typed.step === step && typed.turn === root().dataset.turn;
  element.querySelectorAll("form input").forEach(same ? restore : settle);
  if (!same) typed = null;
  follow();
  if (same) peek();
  if (root().dataset.turn === turn) return;
  turn = root().dataset.turn;
  const target = document.getElementById(focus);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: focus === "check-step" ? "nearest" : "center" });
  if (focus === "check-step") desk().scrollIntoView({ block: "start" });
};
watch("value", drawn);
follow();

window.sportelloToQuestion = () => setTimeout(() => document.querySelector("#question textarea")?.focus(), 150);
