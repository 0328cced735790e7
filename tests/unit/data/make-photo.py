#!/usr/bin/python3
"""Makes photo.webp and photo.sha256: a small lossy WebP and the hash of the pixels that it must give everywhere.

The pixels are computed here once more, from the planes that dwebp writes, so that the test does not only compare
the program with itself. Needs Debian's package `webp`; run it in this folder only when the definition changes.
"""
import hashlib
import math
import struct
import subprocess

WIDTH, HEIGHT = 75, 53


def picture():
    rows = bytearray()
    for y in range(HEIGHT):
        for x in range(WIDTH):
            inside = (x - 40) ** 2 + (y - 25) ** 2 < 300
            rows += bytes((230, 106, 92) if inside else (x * 3, 140 - y * 2, (x * y) % 256))
    return rows


def convert(y_plane, u_plane, v_plane):
    across, down = (WIDTH + 1) // 2, (HEIGHT + 1) // 2

    def chroma(plane, x, y):
        near_x, near_y = x // 2, y // 2
        far_x = min(max(near_x + (1 if x % 2 else -1), 0), across - 1)
        far_y = min(max(near_y + (1 if y % 2 else -1), 0), down - 1)
        total = (9 * plane[near_y * across + near_x] + 3 * plane[near_y * across + far_x]
                 + 3 * plane[far_y * across + near_x] + plane[far_y * across + far_x])
        return (total + 8) // 16 - 128

    out = bytearray()
    for y in range(HEIGHT):
        for x in range(WIDTH):
            luma = 19077 * (y_plane[y * WIDTH + x] - 16)
            blue, red = chroma(u_plane, x, y), chroma(v_plane, x, y)
            for value in (luma + 26149 * red, luma - 6419 * blue - 13320 * red, luma + 33050 * blue):
                out.append(min(max((value + 8192) // 16384, 0), 255))
    return out


def main():
    with open("photo.ppm", "wb") as file:
        file.write(b"P6\n%d %d\n255\n" % (WIDTH, HEIGHT) + picture())
    subprocess.run(["cwebp", "-quiet", "-q", "80", "-m", "2", "photo.ppm", "-o", "photo.webp"], check=True)
    subprocess.run(["dwebp", "-quiet", "-yuv", "photo.webp", "-o", "photo.yuv"], check=True)
    with open("photo.yuv", "rb") as file:
        planes = file.read()
    luma = WIDTH * HEIGHT
    chroma = math.ceil(WIDTH / 2) * math.ceil(HEIGHT / 2)
    rgb = convert(planes[:luma], planes[luma:luma + chroma], planes[luma + chroma:])
    digest = hashlib.sha256(struct.pack("<II", WIDTH, HEIGHT) + rgb).hexdigest()
    with open("photo.sha256", "w") as file:
        file.write(digest + "\n")
    subprocess.run(["rm", "photo.ppm", "photo.yuv"], check=True)


main()
