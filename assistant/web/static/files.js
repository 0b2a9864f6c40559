// A file comes as bytes in the page: it is offered to the person and forgotten.
watch("value", () => {
  const sent = element.querySelector("[data-content]");
  if (!sent) return;
  const bytes = Uint8Array.from(atob(sent.dataset.content), (char) => char.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: sent.dataset.type }));
  link.download = sent.dataset.name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  sent.removeAttribute("data-content");
});
