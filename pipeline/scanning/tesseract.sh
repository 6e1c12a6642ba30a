#!/bin/sh
# Tesseract that the kernel ends together with the process that started it, however that one is killed.
exec setpriv --pdeathsig KILL -- tesseract "$@"
