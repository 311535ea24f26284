// TABLE of what the page says, in English and in Chinese. What is said of an answer comes from gradproof in the language asked for.

export const WORDS = {
  tagline: ["Is it the gradient? Judged for every size, while you type.", "这是梯度吗？边写边判，对任意维数都算。"],
  skip: ["To the answer", "跳到答案"],
  language: ["Language", "语言"],
  theme: ["Light or dark", "浅色或深色"],
  light: ["Light", "浅色"],
  auto: ["As the system has it", "跟随系统"],
  dark: ["Dark", "深色"],
  work: ["Question and answer", "题目与答案"],
  mode: ["What the answer is for", "答案的对象"],
  "mode-part": ["A part of an assignment", "作业中的一题"],
  "mode-loss": ["A loss of my own", "自己的损失函数"],
  assignment: ["Assignment", "作业"],
  part: ["Part", "题"],
  loss: ["Loss, in LaTeX", "损失函数（LaTeX）"],
  wrt: ["Differentiate by", "对谁求导"],
  more: ["Definitions, shapes, assumptions", "定义、形状与假设"],
  where: ["Where (one a line)", "其中（每行一个）"],
  declare: ["Shapes (one a line)", "形状（每行一个）"],
  assume: ["Assume (one a line)", "假设（每行一个）"],
  target: ["Asked for", "所求"],
  gradient: ["gradient", "梯度"],
  jacobian: ["Jacobian", "雅可比矩阵"],
  hessian: ["Hessian", "黑塞矩阵"],
  convention: ["How data stand", "数据的排法"],
  columns: ["as columns", "按列"],
  rows: ["as rows", "按行"],
  scalar: ["one by one", "逐个标量"],
  answer: ["Your answer, in LaTeX", "你的答案（LaTeX）"],
  "answer-help": [
    "One formula, a chain of equations, cases, or sentences around them. Dollars are optional.",
    "可以是一个公式、一串等式、分情形的公式，或夹在文字中的公式；美元符号可写可不写。",
  ],
  symbols: ["Insert", "插入"],
  hints: ["How much to show", "提示程度"],
  "hints-0": ["verdict", "只给结论"],
  "hints-1": ["place", "位置"],
  "hints-2": ["counterexample", "反例"],
  "hints-3": ["right answer", "正确答案"],
  copy: ["Copy a link to this", "复制链接"],
  copied: ["Copied", "已复制"],
  judgement: ["Verdict", "结论"],
  empty: ["Write an answer, and the verdict stands here.", "写下答案，结论会显示在这里。"],
  "empty-loss": [
    "State a loss and what to differentiate it by. Then write the gradient, or look at its derivation below.",
    "写下损失函数和求导变量，然后写出梯度，或在下面查看推导。",
  ],
  offline: [
    "The server does not answer. Is gradproof serve still running? It is tried again as soon as you type.",
    "服务器没有响应。gradproof serve 还在运行吗？继续输入时会再次尝试。",
  ],
  seconds: ["decided in {ms} ms", "用时 {ms} 毫秒"],
  "at-line": ["line {line}, column {column}", "第 {line} 行第 {column} 列"],
  "go-there": ["Go there", "跳到该处"],
  apply: ["Put it into my answer", "改到我的答案里"],
  derivation: ["Derivation", "推导"],
  derive: ["Show how it is derived", "展示推导过程"],
  hide: ["Hide it", "收起"],
  next: ["Next step", "下一步"],
  all: ["All steps", "全部步骤"],
  detail: ["every small step", "每个小步骤"],
  deriving: ["Deriving, and checking each step …", "正在推导并检验每一步 …"],
  count: ["step {shown} of {all}", "第 {shown} 步，共 {all} 步"],
  "derive-first": ["State a loss and what to differentiate it by.", "请先写下损失函数和求导变量。"],
  document: ["A whole document", "整份文档"],
  choose: ["Choose a file", "选择文件"],
  "drop-help": ["or drop it anywhere on this page: .md .tex .ipynb .txt", "或把它拖到页面任意处：.md .tex .ipynb .txt"],
  "drop-here": ["Drop the document", "松手即可判定这份文档"],
  reading: ["Reading {file} …", "正在读取 {file} …"],
  "too-big": ["{file}: larger than 5 MB; no homework is.", "{file}：超过 5 MB，作业不会这么大。"],
  "no-answers": ["{file}: no answers found.", "{file}：没有找到答案。"],
  counts: ["{accepted} accepted, {refused} refused, {other} neither", "通过 {accepted}，不通过 {refused}，其余 {other}"],
  "head-part": ["Part", "题"],
  "head-verdict": ["Verdict", "结论"],
  "head-said": ["What is said of it", "说明"],
  "head-line": ["Line", "行"],
  edit: ["Edit", "编辑"],
  "edit-part": ["Edit the answer to {part}", "编辑 {part} 的答案"],
  private: ["Nothing you type leaves this machine.", "您输入的内容不会离开这台电脑。"],
  keys: [
    "Alt + N next step · Alt + H more hints · Alt + A to the answer",
    "Alt + N 下一步 · Alt + H 更多提示 · Alt + A 回到答案",
  ],
  accepted: ["accepted", "通过"],
  refused: ["refused", "不通过"],
  other: ["neither accepted nor refused", "既非通过也非不通过"],
};

let column = 0;

export function speak(lang) {
  column = lang === "zh" ? 1 : 0;
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
    if (node.tagName === "BUTTON") node.title = say(node.dataset.label);
  }
}

// The sentence of a key, {names} filled in.
export function say(key, values = {}) {
  return WORDS[key][column].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "…");
}
