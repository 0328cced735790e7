# Thin: Meson builds, this file names the everyday commands.
BUILD ?= build

.PHONY: all deps build run demo test bench clean

all: build

deps:
	@build-aux/deps

$(BUILD)/build.ninja: | deps
	meson setup $(BUILD)

build: deps $(BUILD)/build.ninja
	meson compile -C $(BUILD)

run: build
	$(BUILD)/app/cli/sameframe-cli --help

demo: build
	build-aux/demo $(BUILD)

test: build
	meson test -C $(BUILD) --print-errorlogs

bench: build
	meson test -C $(BUILD) --benchmark --verbose

clean:
	rm -rf $(BUILD)
