"""Sentences on what a file or a call does: import, crash, hang, print, change its inputs, keep state."""

MESSAGES: dict[str, tuple[str, str]] = {
    "python-2": (
        "the file is written for Python 2 (line {line}), and Python 3 cannot read it",
        "文件是用 Python 2 写的（第 {line} 行），Python 3 无法读取",
    ),
    "cannot-import": ("the file cannot be imported: {exception}", "文件无法导入：{exception}"),
    "exits-on-import": (
        "the file ends the program (sys.exit) while it is imported",
        "文件在导入时结束了程序（sys.exit）",
    ),
    "hangs-on-import": ("the file does not come to an end when it is imported", "文件导入时不会结束"),
    "seeds-on-import": (
        "the file seeds a global random generator when it is imported",
        "文件在导入时设置了全局随机数种子",
    ),
    "prints-on-import": ("the file prints when it is imported", "文件在导入时打印输出"),
    "no-known-function": (
        "the file has none of the course's functions ({known})",
        "文件中没有课程要求的任何函数（{known}）",
    ),
    "process-died": ("{f} ended the whole process ({exception})", "{f} 使整个进程终止（{exception}）"),
    "not-finished": (
        "the time limit was spent before everything was tested; {f} is the first function left out",
        "时间用尽，测试没有做完；{f} 是第一个没有测试完的函数",
    ),
    "hangs": ("{f} does not come back: it was stopped at the time limit", "{f} 不返回：到时间上限被终止"),
    "exits": ("{f} ends the program (sys.exit) instead of returning", "{f} 结束了程序（sys.exit）而不是返回"),
    "memory": ("{f} needs more memory than the limit", "{f} 需要的内存超过上限"),
    "raises": ("{f} raises {exception}", "{f} 抛出异常 {exception}"),
    "missing-import": (
        "{f} needs something that cannot be imported: {exception}",
        "{f} 用到了无法导入的东西：{exception}",
    ),
    "not-written": (
        "{f} is not written yet: its place is empty, and it returns nothing but None, zeros or its start",
        "{f} 还没有写：它返回的只是 None、零或起点",
    ),
    "returns-none": ("{f} returns None", "{f} 返回 None"),
    "wrong-type": (
        "{part} that {f} returns is not made of real numbers but is of type {got}",
        "{f} 返回的{part}不是实数，类型是 {got}",
    ),
    "wrong-shape": (
        "{part} that {f} returns has the wrong shape {got}; it should be {expected}",
        "{f} 返回的{part}形状 {got} 不对，应为 {expected}",
    ),
    "prints": ("{f} prints on every call", "{f} 每次调用都打印输出"),
    "seeds": (
        "{f} seeds the global generator of {generator}: every later draw is the same",
        "{f} 给全局随机数生成器 {generator} 设种子：之后每次抽样都相同",
    ),
    "input-changed": (
        "{f} changes its input {argument} in place (row {rows} is overwritten: a view of it was written to, take a copy)",
        "{f} 就地修改了输入 {argument}（第 {rows} 行被覆盖：写入的是视图，应先复制）",
    ),
    "input-overwritten": (
        "{f} changes its input {argument} in place: it writes into its argument, take a copy",
        "{f} 就地修改了输入 {argument}：它写入了自己的参数，应先复制",
    ),
    "start-changed": (
        "{f} updates its start vector x0 in place: the caller's array is changed",
        "{f} 就地更新起始向量 x0：调用者的数组被改变",
    ),
    "shares-input": (
        "{f} returns a view of its input {argument}: writing to the result changes the input",
        "{f} 返回的是输入 {argument} 的视图：修改结果会改变输入",
    ),
    "results-share": (
        "two of the arrays that {f} returns are the same array: what is added to one is added to the other",
        "{f} 返回的两个数组是同一个：加到其中一个的也加到了另一个",
    ),
    "shares-between-calls": (
        "{f} returns the same array from different calls: a later call overwrites an earlier result",
        "{f} 多次调用返回同一个数组：后一次调用会覆盖前一次的结果",
    ),
    "keeps-state": (
        "{f} keeps state between calls: what it returns depends on the calls before, not on its input alone",
        "{f} 在调用之间保留状态：结果取决于之前的调用，而不只是输入",
    ),
}
