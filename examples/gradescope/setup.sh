#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image: gradproof in an environment of its own, and a user without rights.
set -euo pipefail
apt-get update
apt-get install -y python3 python3-venv
python3 -m venv /opt/gradproof
/opt/gradproof/bin/pip install --no-cache-dir "${AUTOGRADER:-/autograder}"/source/gradproof-*.whl
useradd --create-home student
