// The language and the title of the document, and the name of the tabs, follow the page's.
const tablist = () => document.querySelector("#tabs > .tab-wrapper > [role=tablist]");
const follow = () => {
  const header = element.querySelector("[data-lang]");
  document.documentElement.lang = header.dataset.lang;
  document.title = header.dataset.title;
  document.querySelector("#language")?.setAttribute("aria-label", header.dataset.language);
  tablist()?.setAttribute("aria-label", header.dataset.tabs);
  document.querySelectorAll("#tabs > [role=tabpanel]").forEach((panel) => {
    panel.setAttribute("aria-labelledby", `${panel.id}-button`);
  });
};
// A tab says where the keyboard goes first in it; the chat's is the question.
const start = () =>
  [...document.querySelectorAll("#tabs [data-start], #question textarea")].find((first) => first.offsetParent);
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-skip]")) return;
  event.preventDefault();
  start()?.focus();
});
// The keys of a list of tabs: Gradio answers clicks only.
const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("#tabs > .tab-wrapper [role=tab]")) return;
  const tabs = [...tablist().querySelectorAll("[role=tab]")];
  const ends = { Home: 0, End: tabs.length - 1 };
  const turned = (tabs.indexOf(event.target) + steps[event.key] + tabs.length) % tabs.length;
  const next = tabs[event.key in ends ? ends[event.key] : turned];
  if (!next) return;
  event.preventDefault();
  next.click();
  next.focus();
});
watch("value", follow);
follow();
// The tabs are drawn after the header, and what is in them when they are first opened.
setTimeout(follow);
document.addEventListener("click", (event) => event.target.closest("[role=tab]") && setTimeout(follow, 50));
