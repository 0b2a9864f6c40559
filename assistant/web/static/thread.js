// Clicks inside the conversation: ask an example or a choice, show sources, copy an answer.
const selected = () => element.querySelector(".exchange.selected")?.id.split("-")[1];

const show = (exchange, source) => {
  window.sportelloWanted = source || 1;
  if (exchange === selected()) window.sportelloReveal();
  else trigger("select", { exchange: Number(exchange) });
};

const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https a browser gives no clipboard: the old way still works.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
};

const copy = async (button) => {
  const label = button.textContent;
  button.textContent = (await copied(button.dataset.copy)) ? button.dataset.done : button.dataset.failed;
  button.focus();
  setTimeout(() => (button.textContent = label), 2000);
};

element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-ask], [data-select], [data-copy], [data-stop]");
  if (!target) return;
  event.preventDefault();
  const { ask, select, source, copy: text, stop } = target.dataset;
  if (stop) {
    target.disabled = true;
    trigger("stop", {});
  } else if (ask) trigger("ask", { question: window.sportelloPending(ask) });
  else if (text) copy(target);
  else show(select, source);
});

// A question is shown at once, below the others, until its answer is drawn over it.
const write = (text) => {
  const box = document.querySelector("#question textarea");
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
};

window.sportelloPending = (text) => {
  const pending = element.querySelector(".pending");
  if (!text.trim()) return text;
  pending.querySelector("[data-question]").textContent = text;
  pending.hidden = false;
  pending.scrollIntoView({ block: "start", behavior: "smooth" });
  write("");
  return text;
};

// It could not be sent (Gradio says why): the person gets it back.
window.sportelloNotPending = () => {
  const pending = element.querySelector(".pending");
  element.querySelector(".answering")?.remove();
  if (pending.hidden) return;
  pending.hidden = true;
  write(pending.querySelector("[data-question]").textContent);
};

// A new answer comes into view from its question.
let newest = null;
watch("value", () => {
  const answering = element.querySelector(".answering");
  if (answering && newest !== "answering") answering.scrollIntoView({ block: "start", behavior: "smooth" });
  if (answering) {
    newest = "answering";
    return;
  }
  const exchanges = element.querySelectorAll(".exchange");
  const last = exchanges[exchanges.length - 1];
  if (last && last.id !== newest) last.scrollIntoView({ block: "start", behavior: "smooth" });
  newest = last?.id;
});
