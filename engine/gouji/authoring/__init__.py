"""What rule authors use: lint, test, explain, a skeleton, the catalogue."""

from gouji.authoring.catalogue import catalogue
from gouji.authoring.examples import Example, examples
from gouji.authoring.explain import explain
from gouji.authoring.lint import advice, lint
from gouji.authoring.skeleton import skeleton
from gouji.authoring.trial import Outcome, trial, wrong

__all__ = ["Example", "Outcome", "advice", "catalogue", "examples", "explain", "lint", "skeleton", "trial", "wrong"]
