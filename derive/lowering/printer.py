"""The printer that `sympy.lambdify` writes the program with: one method for each array node."""

from typing import Any

from sympy.printing.numpy import NumPyPrinter

SETTINGS = {"fully_qualified_modules": False, "inline": True, "allow_unknown_functions": True}


class ArrayPrinter(NumPyPrinter):
    """Prints array nodes as NumPy; functions that NumPy lacks are those that `derive.lowering.runtime` names."""

    def __init__(self) -> None:
        super().__init__(SETTINGS)

    def _operand(self, node: Any) -> str:
        text = self._print(node)
        return (
            text
            if text.isidentifier() or (text.endswith((")", "]")) and not text.startswith("(-") and _closed(text))
            else f"({text})"
        )

    def _call(self, name: str, *arguments: Any) -> str:
        return f"{name}({', '.join(a if isinstance(a, str) else self._print(a) for a in arguments)})"

    def _print_Take(self, node: Any) -> str:
        x, index, axis, rank, index_rank = node.args
        if index_rank >= 1 and rank == 2:
            return self._call("gather", x, index, axis)
        slots = [":"] * int(rank)
        slots[int(axis)] = self._print(index)
        while slots[-1] == ":":
            slots.pop()
        return f"{self._operand(x)}[{', '.join(slots)}]"

    def _print_Fancy(self, node: Any) -> str:
        x, *indices = node.args
        return f"{self._operand(x)}[{', '.join(self._print(i) for i in indices)}]"

    def _print_Axes(self, node: Any) -> str:
        x, flags = node.args
        return f"{self._operand(x)}[{', '.join(':' if flag else 'None' for flag in flags)}]"

    def _print_Permute(self, node: Any) -> str:
        x, order = node.args
        if tuple(order) == (1, 0):
            return f"{self._operand(x)}.T"
        return f"{self._operand(x)}.transpose({', '.join(str(int(n)) for n in order)})"

    def _print_Dot(self, node: Any) -> str:
        return " @ ".join(self._operand(each) for each in node.args)

    def _print_Contract(self, node: Any) -> str:
        spec, *operands = node.args
        return self._call("contract", repr(spec.name), *operands)

    def _print_Reduce(self, node: Any) -> str:
        x, axes, rank = node.args
        places = "" if len(axes) == rank else str(axes[0] if len(axes) == 1 else tuple(axes))
        return f"{self._operand(x)}.sum({places})"

    def _print_Outer(self, node: Any) -> str:
        return "*".join(self._operand(each) for each in node.args)

    def _print_LogSumExpOf(self, node: Any) -> str:
        return self._call("log_sum_exp", *node.args)

    def _print_SoftmaxOf(self, node: Any) -> str:
        return self._call("softmax", *node.args)

    def _print_SoftplusOf(self, node: Any) -> str:
        return self._call("softplus", *node.args)

    def _print_LogisticOf(self, node: Any) -> str:
        return self._call("logistic", *node.args)

    def _print_LogisticBothWays(self, node: Any) -> str:
        return self._call("logistic_both_ways", *node.args)

    def _print_LogSumAndSoftmax(self, node: Any) -> str:
        return self._call("log_sum_and_softmax", *node.args)

    def _print_SoftplusAndLogistic(self, node: Any) -> str:
        return self._call("softplus_and_logistic", *node.args)

    def _print_SoftmaxPass(self, node: Any) -> str:
        return self._call("softmax_pass", *node.args)

    def _print_CrossEntropyPass(self, node: Any) -> str:
        return self._call("cross_entropy_pass", *node.args)

    def _print_Equal(self, node: Any) -> str:
        left, right = (self._operand(each) for each in node.args)
        return f"where({left} == {right}, one, zero)"

    def _print_Choose(self, node: Any) -> str:
        *branches, result = (f"dtype.type({each})" if each.is_Number else self._print(each) for each in node.args)
        for condition, value in reversed(list(zip(branches[::2], branches[1::2], strict=True))):
            result = f"where({condition}, {value}, {result})"
        return result

    def _print_Scatter(self, node: Any) -> str:
        return self._call("scatter_add", *node.args)

    def _print_Zeros(self, node: Any) -> str:
        return f"zeros({self._shape(node.args)}, dtype)"

    def _print_Into(self, node: Any) -> str:
        return self._call("into", *node.args)

    def _print_ProductInto(self, node: Any) -> str:
        return self._call("product_into", *node.args)

    def _print_OuterInto(self, node: Any) -> str:
        return self._call("outer_into", *node.args)

    def _print_ScatterInto(self, node: Any) -> str:
        return self._call("scatter_into", *node.args)

    def _print_Rows(self, node: Any) -> str:
        return self._call("rows", *node.args)

    def _print_Whole(self, node: Any) -> str:
        x, *sizes = node.args
        return f"whole({self._print(x)}, {self._shape(sizes)}, dtype)"

    def _print_Copy(self, node: Any) -> str:
        return f"{self._operand(node.args[0])}.copy()"

    def _print_SoftplusSumAndLogistic(self, node: Any) -> str:
        return self._call("softplus_sum_and_logistic", *node.args)

    def _print_Plain(self, node: Any) -> str:
        return self._call("float", *node.args)

    def _print_Arange(self, node: Any) -> str:
        return self._call("arange", *node.args)

    def _shape(self, sizes: Any) -> str:
        return f"({', '.join(self._print(size) for size in sizes)}{',' if len(sizes) == 1 else ''})"

    def _print_Relational(self, node: Any) -> str:
        left, right = (self._print(each) for each in node.args)
        return f"({left} {node.rel_op} {right})"

    def _print_And(self, node: Any) -> str:
        return "(" + " & ".join(self._print(each) for each in node.args) + ")"

    def _print_Or(self, node: Any) -> str:
        return "(" + " | ".join(self._print(each) for each in node.args) + ")"

    def _print_Not(self, node: Any) -> str:
        return f"~{self._print(node.args[0])}"


def _closed(text: str) -> bool:
    """Whether the text is one call, subscript or bracket: no operator outside its brackets."""
    depth = 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if depth == 0 and sign in "+-*/@ ":
            return False
    return True
