"""Reads the time strip of the test camera from a picture (the format is drawn in app/capture/sf-time-strip.h)."""

import math
import struct
import zlib

UNITS_HIGH = 45
BITS = 16
ROWS = 5
GREY = 128
LEAST_CONTRAST = 32


class Picture:
    """RGB, 8 bits a channel, rows without padding."""

    def __init__(self, width, height, rgb):
        if len(rgb) != 3 * width * height:
            raise ValueError(f"{len(rgb)} bytes are not {width} x {height} pixels")
        self.width, self.height, self.rgb = width, height, rgb

    def crop(self, x, y, width, height):
        """May reach beyond the picture, as a frame of which a composite shows a part: there it is grey."""
        rows = []
        for row in range(y, y + height):
            line = bytearray([GREY]) * (3 * width)
            left, right = max(x, 0), min(x + width, self.width)
            if 0 <= row < self.height and left < right:
                begin = 3 * row * self.width
                line[3 * (left - x):3 * (right - x)] = self.rgb[begin + 3 * left:begin + 3 * right]
            rows.append(bytes(line))
        return Picture(width, height, b"".join(rows))


def checksum(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = crc << 1 ^ (0x11021 if crc & 0x8000 else 0)
    return crc


def read_cell(picture, row, column):
    """Returns 0, 1, or None where it is neither, or not in the picture. Green speaks for all three."""
    unit = picture.height / UNITS_HIGH
    x = picture.width / 2 + (column - 8) * unit
    y = picture.height - (6 - row) * unit
    left, right = math.floor(x - unit / 4), math.ceil(x + unit / 4)
    top, bottom = math.floor(y - unit / 4), math.ceil(y + unit / 4)
    if left < 0 or top < 0 or right > picture.width or bottom > picture.height:
        return None
    samples = [picture.rgb[3 * (j * picture.width + i) + 1] for j in range(top, bottom) for i in range(left, right)]
    mean = sum(samples) / len(samples)
    return None if abs(mean - GREY) < LEAST_CONTRAST else int(mean > GREY)


def read_time_us(picture):
    """Returns the microseconds in the strip of a whole frame, or None where there is none that is certain."""
    rows = []
    for row in range(ROWS):
        cells = [read_cell(picture, row, column) for column in range(BITS + 1)]
        if None in cells or sum(cells) % 2 == 0:
            return None
        rows.append(int("".join(map(str, cells[:BITS])), 2))
    data = struct.pack(">4H", *rows[:4])
    return struct.unpack(">q", data)[0] if checksum(data) == rows[4] else None


def read_ppm(data):
    """A binary PPM (P6) of 8 bits."""
    fields, position = [], 0
    while len(fields) < 4:
        end = position
        while not data[end:end + 1].isspace():
            end += 1
        fields.append(data[position:end])
        position = end + 1
    if fields[0] != b"P6" or fields[3] != b"255":
        raise ValueError("not a PPM of 8 bits")
    return Picture(int(fields[1]), int(fields[2]), data[position:])


def paeth(a, b, c):
    estimates = abs(b - c), abs(a - c), abs(a + b - 2 * c)
    return (a, b, c)[estimates.index(min(estimates))]


def unfilter(kind, line, above):
    """One row of a PNG, in place."""
    for i, value in enumerate(line):
        left = line[i - 3] if i >= 3 else 0
        corner = above[i - 3] if i >= 3 else 0
        guess = (0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner))[kind]
        line[i] = value + guess & 255


def read_png(data):
    """A PNG of RGB, 8 bits a channel, not interlaced: what Sameframe writes."""
    position, packed, header = 8, b"", None
    while position < len(data):
        size, name = struct.unpack_from(">I4s", data, position)
        content = data[position + 8:position + 8 + size]
        if name == b"IHDR":
            header = struct.unpack(">IIBBBBB", content)
        elif name == b"IDAT":
            packed += content
        position += size + 12
    width, height = header[:2]
    if header[2:] != (8, 2, 0, 0, 0):
        raise ValueError("not a PNG of RGB with 8 bits")
    raw, stride, rows = zlib.decompress(packed), 3 * width, []
    above = bytearray(stride)
    for y in range(height):
        begin = y * (stride + 1)
        line = bytearray(raw[begin + 1:begin + 1 + stride])
        unfilter(raw[begin], line, above)
        rows.append(bytes(line))
        above = line
    return Picture(width, height, b"".join(rows))


def read_file(path):
    with open(path, "rb") as file:
        data = file.read()
    return read_png(data) if data.startswith(b"\x89PNG") else read_ppm(data)
