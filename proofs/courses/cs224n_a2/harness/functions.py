"""The functions of the course. No heavy import."""

KNOWN_FUNCTIONS = (
    "sigmoid",
    "sigmoid_grad",
    "leaky_relu",
    "leaky_relu_grad",
    "getNegativeSamples",
    "naiveSoftmaxLossAndGradient",
    "negSamplingLossAndGradient",
    "skipgram",
    "sgd",
)
"""In the order in which they are tested: those that others call come first."""
