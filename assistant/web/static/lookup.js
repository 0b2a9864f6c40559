// Where a ticket is, by its number; asked for here or from an answer above.
element.addEventListener("submit", (event) => {
  event.preventDefault();
  window.sportelloLookedUp = true;
  trigger("state", Object.fromEntries(new FormData(event.target)));
});

watch("value", () => {
  if (!window.sportelloLookedUp) return;
  window.sportelloLookedUp = false;
  const found = element.querySelector(".ticket-state") ?? element.querySelector("input");
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: "nearest", behavior: "smooth" });
});
