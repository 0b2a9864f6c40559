// The form that asks the journal for a day.
element.addEventListener("submit", (event) => {
  event.preventDefault();
  trigger("look", Object.fromEntries(new FormData(event.target)));
});
