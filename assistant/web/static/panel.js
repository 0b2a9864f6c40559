// A citation that was clicked is shown as soon as its card is drawn.
const reveal = () => {
  const number = window.sportelloWanted;
  const card = number && element.querySelector(`#source-${number}`);
  if (!card) return;
  window.sportelloWanted = null;
  element.querySelectorAll(".card.wanted").forEach((other) => other.classList.remove("wanted"));
  card.classList.add("wanted");
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", behavior: "smooth" });
};
window.sportelloReveal = reveal;
watch("value", () => {
  document.querySelector("#sources").scrollTop = 0;
  reveal();
});

element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-back]")) return;
  event.preventDefault();
  const answer = document.querySelector(".exchange.selected");
  answer.scrollIntoView({ block: "start", behavior: "smooth" });
  answer.querySelector("a, button")?.focus({ preventScroll: true });
});
// A page that cannot be drawn leaves no broken picture.
element.addEventListener(
  "error",
  (event) => event.target.closest(".picture")?.remove(),
  true,
);
