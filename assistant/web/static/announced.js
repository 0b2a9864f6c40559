// A screen reader says what changes here; the element itself must stay.
element.setAttribute("role", "status");
element.setAttribute("aria-live", "polite");
