"""From the index result to what a person writes: U(ŷ − y), v_c(ŷ − y)ᵀ, two cases. The tables."""

from derive.case_split import cases_of_delta, shrinking
from derive.factoring import common_left, common_right, common_transpose, multiply_out
from derive.matrix_form import (
    column_by_one_hot,
    entry_of_one_hot,
    matrix_times_one_hot,
    matrix_times_vector,
    outer_product,
    sum_of_columns,
    sum_of_unit_vectors,
)
from derive.rule import DEFINITION, Rule, row

CLOSE: tuple[Rule, ...] = (
    row(
        "sum of columns",
        "A combination of the columns is the matrix times the vector of its coefficients.",
        "各列的线性组合等于矩阵乘以系数向量。",
        source=DEFINITION,
        build=sum_of_columns,
    ),
    row(
        "sum of unit vectors",
        "Unit vectors times numbers add up to the vector of these numbers.",
        "单位向量乘以各数再相加，得到由这些数组成的向量。",
        source=DEFINITION,
        build=sum_of_unit_vectors,
    ),
    row(
        "column by one-hot",
        "A column is the matrix times a one-hot vector.",
        "一列等于矩阵乘以独热向量。",
        source=DEFINITION,
        build=column_by_one_hot,
        grain="fold",
    ),
    row(
        "columns with a common vector",
        "Columns that are multiples of one vector make an outer product.",
        "各列都是同一向量的倍数，合成外积。",
        source=DEFINITION,
        build=outer_product,
    ),
    row(
        "factor out to the left",
        "The common factor is taken out to the left.",
        "向左提出公因子。",
        build=common_left,
    ),
    row(
        "common transposition",
        "A difference of rows is the row of the difference.",
        "行向量之差等于差的转置。",
        build=common_transpose,
        grain="fold",
    ),
    row(
        "factor out to the right",
        "The common factor is taken out to the right.",
        "向右提出公因子。",
        build=common_right,
    ),
)

ONE_HOT: tuple[Rule, ...] = (
    row(
        "entry of a one-hot vector",
        "The indicator is an entry of the one-hot vector.",
        "该示性函数是独热向量的分量。",
        source=DEFINITION,
        build=entry_of_one_hot,
        grain="line",
    ),
)

CASES: tuple[Rule, ...] = (
    row(
        "two cases",
        "The index agrees, or it does not.",
        "分下标相同与不同两种情形。",
        source=DEFINITION,
        build=cases_of_delta,
    ),
    row(
        "shrinking factor",
        "Since the factor lies between 0 and 1, the condition says `x > 0`, the other one `x < 0`.",
        "由于该因子介于 0 与 1 之间，条件即 `x > 0`，另一支为 `x < 0`。",
        source="order of the real numbers",
        build=shrinking,
        proviso="0 < c < 1",
    ),
)

EXPAND: tuple[Rule, ...] = (
    row(
        "multiply out",
        "Multiply out.",
        "展开乘积。",
        build=multiply_out,
    ),
    row(
        "matrix times a one-hot vector",
        "A matrix times a one-hot vector is a column.",
        "矩阵乘以独热向量得到一列。",
        source=DEFINITION,
        build=matrix_times_one_hot,
    ),
    row(
        "matrix times a vector",
        "A matrix times a vector is a combination of the columns.",
        "矩阵乘以向量是各列的线性组合。",
        source=DEFINITION,
        build=matrix_times_vector,
        grain="fold",
    ),
)
