"""The marks of somebody who graded an answer: crosses, and no points."""

CROSS = r"(?::x:|:-1:|:thumbsdown:|:no_entry\w*:|❌|✗|✘|☒|👎|🚫|⛔|✖️?|✕|×)"
"""A cross, in all its shapes; × between two formulas is a product, so it counts only where it stands alone."""
BESIDE = r"(?::x:|:-1:|:thumbsdown:|❌|✗|✘|☒|👎|✖️?)"
"""A cross that is one right beside a formula too."""
POINTS = r"(?:(?:points?|pts?|marks?)\b|分)"
NO_POINTS = rf"(?<![\d.])0(?:\.0*)? ?(?:/ ?\d+(?:\.\d+)?(?: ?{POINTS})?|{POINTS})"
"""No points, of so many or by itself: 0/2, 0 points."""
