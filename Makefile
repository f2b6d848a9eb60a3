# Everything lives in ./dev; make only gives it the names people expect.
PYTHON ?= python3

.PHONY: demo test test-all lint format lock web
demo test test-all lint format lock web:
	@$(PYTHON) ./dev $@ $(ARGS)
