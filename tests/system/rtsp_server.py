"""A network camera for the tests: stamped pictures as H.264 over RTSP.

Runs under the system's Python, which has GStreamer's bindings and nothing else of ours:
`python3 rtsp_server.py PORT [live | still | interlaced]`; it says `ready` once it listens.
"""

import sys
import time

import gi  # type: ignore[import-not-found]

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # type: ignore[import-not-found]  # noqa: E402 - versions first

BITS, STRIPE, HEIGHT, TICKS_PER_S = 20, 16, 240, 100  # as tests.camera.stamped has them
RATE = 30
KIND = sys.argv[2] if len(sys.argv) > 2 else "live"
MODE = "interleaved" if KIND == "interlaced" else "progressive"
PROFILE = " ! video/x-h264,profile=main" if KIND == "interlaced" else ""
PIPELINE = (
    "( appsrc name=source is-live=true do-timestamp=true format=time"
    f" caps=video/x-raw,format=GRAY8,width={BITS * STRIPE},height={HEIGHT},framerate={RATE}/1"
    f",interlace-mode={MODE} ! videoconvert ! video/x-raw,format=I420"
    " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 bitrate=4000"
    f"{PROFILE} ! rtph264pay name=pay0 pt=96 config-interval=1 )"
)


def picture() -> bytes:
    """The present time in stripes, or always the same."""
    now = 1.0 if KIND == "still" else time.monotonic()
    ticks = int(now * TICKS_PER_S) % (1 << BITS)
    row = b"".join(bytes([40 + 160 * (ticks >> bit & 1)]) * STRIPE for bit in range(BITS))
    return row * HEIGHT


def feed(_: object, media: GstRtspServer.RTSPMedia) -> None:
    """Push a picture every period as long as somebody looks."""
    source = media.get_element().get_by_name("source")

    def push() -> bool:
        pushed = source.emit("push-buffer", Gst.Buffer.new_wrapped(picture()))
        return bool(pushed == Gst.FlowReturn.OK)

    GLib.timeout_add(1000 // RATE, push)


def main() -> None:
    """Serve until the process is killed."""
    Gst.init(None)
    server = GstRtspServer.RTSPServer(service=sys.argv[1], address="127.0.0.1")
    factory = GstRtspServer.RTSPMediaFactory(launch=PIPELINE, shared=True)
    factory.connect("media-configure", feed)
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
