"""From LaTeX as people write it to the expression tree: `lexer` and `grammar` give a syntax tree, `elaborate` its meanings."""
