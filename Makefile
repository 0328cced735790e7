# Thin: Meson builds, this file names the everyday commands.
BUILD ?= build
SECONDS ?= 60

.PHONY: all deps build run demo test asan tsan fuzz lint bench flatpak clean

all: build

# What only tests need comes with them, and is built for them.
test asan tsan fuzz lint bench: PARTS = test
run demo: TARGET = programs

deps:
	@build-aux/deps $(PARTS)

$(BUILD)/build.ninja: | deps
	meson setup $(BUILD)

build: deps $(BUILD)/build.ninja
	ninja -C $(BUILD) $(TARGET)

run: build
	@build-aux/run $(BUILD)

demo: build
	build-aux/demo $(BUILD)

test: build
	meson test -C $(BUILD) --no-suite lint-deep --print-errorlogs

asan: deps
	build-aux/sanitize build-asan address,undefined --no-suite checks --no-suite lint --no-suite lint-deep

tsan: deps
	build-aux/sanitize build-tsan thread --suite unit --suite loopback

fuzz: deps
	build-aux/fuzz build-fuzz $(SECONDS)

lint: build
	meson test -C $(BUILD) --suite lint-deep --print-errorlogs

bench: build
	meson test -C $(BUILD) --benchmark --verbose

flatpak:
	flatpak-builder --user --install --force-clean --state-dir=$(BUILD)/flatpak-builder $(BUILD)/flatpak \
	  data/io.github.sameframe.Sameframe.json

clean:
	rm -rf $(BUILD) build-asan build-tsan build-fuzz
