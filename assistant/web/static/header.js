// The language and the title of the document follow the page's.
const follow = () => {
  const header = element.querySelector("[data-lang]");
  document.documentElement.lang = header.dataset.lang;
  document.title = header.dataset.title;
  document.querySelector("#language")?.setAttribute("aria-label", header.dataset.language);
};
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-skip]")) return;
  event.preventDefault();
  document.querySelector("#question textarea").focus();
});
watch("value", follow);
follow();
