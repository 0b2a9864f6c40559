// The result: findings are filtered here, and a finding leads to its words in the draft.
const all = (name) => [...element.querySelectorAll(name)];
const one = (name) => element.querySelector(name);

const filter = () => {
  const form = one(".review-filters");
  if (!form) return;
  const wanted = new FormData(form);
  const severities = wanted.getAll("severity");
  const criterion = wanted.get("criterion");
  let count = 0;
  for (const item of all(".finding")) {
    item.hidden = !severities.includes(item.dataset.severity) || (criterion && item.dataset.criterion !== criterion);
    count += !item.hidden;
  }
  const told = one(".review-result").dataset;
  one("[data-count]").textContent = count ? told.shown.replace("{count}", count) : told.none;
};

let from = null;
const go = (name, button) => {
  const marks = all(`mark[data-of~="${name}"]`);
  if (!marks.length) return;
  all("mark.now").forEach((mark) => mark.classList.remove("now"));
  marks.forEach((mark) => mark.classList.add("now"));
  from = button;
  one("[data-back]").hidden = false;
  const pane = one(".draft-text");
  const place = marks[0].getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += place - pane.clientHeight / 3;
  marks[0].focus({ preventScroll: true });
  const { top, bottom } = marks[0].getBoundingClientRect();
  if (top < 60 || bottom > innerHeight) one(".draft").scrollIntoView({ block: "start" });
};
const back = () => {
  one("[data-back]").hidden = true;
  from?.focus({ preventScroll: true });
  from?.scrollIntoView({ block: "center" });
};

element.addEventListener("change", filter);
element.addEventListener("submit", (event) => event.preventDefault());
element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-go], [data-back], [data-export], [data-again], [data-forget]");
  if (!target) return;
  const { go: name, export: format } = target.dataset;
  if (name) go(name, target);
  else if (format) trigger("export", { format });
  else if ("back" in target.dataset) back();
  else if ("forget" in target.dataset) trigger("forget", {});
  else {
    document.querySelector("#review-title").scrollIntoView();
    document.querySelector("#review-form [name=how]:checked").focus({ preventScroll: true });
  }
});
watch("value", filter);
filter();
