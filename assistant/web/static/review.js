// The review: a draft goes to the server's memory, and its ticket asks for the review.
const root = () => element.querySelector("section");
const part = (name) => element.querySelector(name);
const chosen = (name) => part(`[name=${name}]:checked`).value;

const follow = () => {
  for (const field of element.querySelectorAll("[data-if]")) field.hidden = field.dataset.if !== chosen("how");
  for (const field of element.querySelectorAll("[type=file]")) {
    const shown = document.getElementById(`${field.id}-name`);
    shown.textContent = field.files[0]?.name ?? shown.dataset.unpicked;
  }
};
const trouble = (sentence) => {
  const box = part(".review-trouble");
  box.replaceChildren();
  if (!sentence) return;
  const mark = Object.assign(document.createElement("span"), { className: "unseen", textContent: `${root().dataset.mark}: ` });
  box.append("⚠ ", mark, sentence);
};
let busy = false;
const progress = (sentence, percent) => {
  busy = Boolean(sentence);
  part(".review-progress").hidden = !busy;
  part("button[type=submit]").setAttribute("aria-disabled", busy);
  part("[data-told]").textContent = sentence ?? "";
  if (percent === undefined) part("progress").removeAttribute("value");
  else part("progress").value = percent;
};

// The body is the file itself; who it is from and what it is called are headers.
const carry = (blob, name) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", new URL("review/draft", document.baseURI));
    request.setRequestHeader("x-draft-name", encodeURIComponent(name));
    request.setRequestHeader("accept-language", root().dataset.lang);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const percent = Math.round((100 * loaded) / (total || 1));
      if (percent < 100) progress(root().dataset.sending.replace("{percent}", percent), percent);
    });
    request.addEventListener("error", () => reject(root().dataset.net));
    request.addEventListener("load", () => {
      let told = {};
      try {
        told = JSON.parse(request.responseText);
      } catch {}
      if (request.status === 200) resolve(told.ticket);
      else reject(request.status === 413 ? root().dataset.size : (told.error ?? root().dataset.net));
    });
    request.send(blob);
  });

const draft = () => {
  if (chosen("how") === "file") return part("#review-file").files[0];
  const text = part("#review-text").value;
  return text.trim() ? new File([text], "pasted.md") : null;
};
const send = async () => {
  const most = Number(root().dataset.most) * 1e6;
  const [now, older] = [draft(), part("#review-older").files[0]];
  if (!now) return trouble(root().dataset.none);
  if (now.size > most || older?.size > most) return trouble(root().dataset.size);
  trouble("");
  document.querySelector("#review-fault [role=alert]")?.replaceChildren();
  try {
    progress(root().dataset.sending.replace("{percent}", 0), 0);
    const before = older && (await carry(older, older.name));
    const ticket = await carry(now, now.name);
    progress(root().dataset.reading);
    trigger("send", { ticket, older: before ?? "", extent: chosen("extent"), how: chosen("how") });
  } catch (sentence) {
    progress(null);
    trouble(typeof sentence === "string" ? sentence : root().dataset.net);
  }
};
element.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!busy) send();
});
element.addEventListener("change", follow);
watch("value", () => {
  follow();
  if (busy) progress(root().dataset.reading);
});
follow();

// The review has come, or what went wrong: the keyboard goes to it.
window.sportelloReviewed = () => {
  progress(null);
  setTimeout(() => {
    const fault = document.querySelector("#review-fault [role=alert]");
    const target = fault?.textContent.trim() ? fault : document.querySelector("#review-head");
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: target === fault ? "center" : "start" });
  }, 150);
};
