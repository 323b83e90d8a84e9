using System.Numerics;

namespace Atelier.Simulator.Rendering;

/// <summary>Frames of a steady camera move over one picture, with bright motes drifting in front, so that no two frames are alike.</summary>
internal sealed class Clip(byte[] picture, int width, int height)
{
    /// <summary>The picture is this much larger than a frame, so that zooming in stays sharp.</summary>
    public const float Oversize = 1.25f;

    public IEnumerable<byte[]> Frames(RenderRequest request, int frameWidth, int frameHeight, int count, bool motes, Draws draws)
    {
        var camera = Camera(request, ref draws);
        var strength = 0.6f + 0.8f * (float)request.MotionStrength;
        var particles = motes ? Enumerable.Range(0, 26).Select(_ => new Mote(ref draws)).ToArray() : [];
        for (var i = 0; i < count; i++)
        {
            var t = count == 1 ? 0 : (float)i / (count - 1);
            var frame = new byte[frameWidth * frameHeight * 3];
            Sample(frame, frameWidth, frameHeight, camera, t, strength);
            foreach (var mote in particles) mote.Paint(frame, frameWidth, frameHeight, t, strength);
            yield return frame;
        }
    }

    // From the whole picture to a part of it (or back): Zoom is the share of the picture lost, Pan where the part lies.
    private static (float Zoom, Vector2 Pan, bool Back) Camera(RenderRequest request, ref Draws draws)
    {
        string[] moves = ["pan-left", "pan-right", "tilt-up", "tilt-down", "zoom-in", "zoom-out"];
        var move = Array.IndexOf(moves, request.Camera);
        var drift = new Vector2(draws.Range(-0.4f, 0.4f), draws.Range(-0.3f, 0.3f));
        if (move < 0) move = draws.Below(request.FirstImage is null ? 6 : 5);
        return moves[move] switch
        {
            "pan-left" => (0.20f, new Vector2(-1, drift.Y), false),
            "pan-right" => (0.20f, new Vector2(1, drift.Y), false),
            "tilt-up" => (0.20f, new Vector2(drift.X, -1), false),
            "tilt-down" => (0.20f, new Vector2(drift.X, 1), false),
            "zoom-in" => (0.28f, drift, false),
            _ => (0.28f, drift, true),
        };
    }

    private void Sample(byte[] frame, int frameWidth, int frameHeight, (float Zoom, Vector2 Pan, bool Back) camera, float t, float strength)
    {
        var loss = camera.Zoom * strength * (camera.Back ? 1 - t : t);
        float across = (1 - loss) * (width - 2), down = (1 - loss) * (height - 2);
        float left = (width - 2 - across) * (0.5f + camera.Pan.X / 2), top = (height - 2 - down) * (0.5f + camera.Pan.Y / 2);
        float stepX = across / frameWidth, stepY = down / frameHeight;
        var at = 0;
        for (var y = 0; y < frameHeight; y++)
        {
            var sy = top + (y + 0.5f) * stepY;
            int y0 = (int)sy, fy = (int)((sy - y0) * 256);
            for (var x = 0; x < frameWidth; x++)
            {
                var sx = left + (x + 0.5f) * stepX;
                int x0 = (int)sx, fx = (int)((sx - x0) * 256);
                int a = (y0 * width + x0) * 3, b = a + width * 3;
                int wa = (256 - fx) * (256 - fy), wb = fx * (256 - fy), wc = (256 - fx) * fy, wd = fx * fy;
                for (var c = 0; c < 3; c++)
                    frame[at++] = (byte)((picture[a + c] * wa + picture[a + 3 + c] * wb + picture[b + c] * wc + picture[b + 3 + c] * wd + 32768) >> 16);
            }
        }
    }

    private sealed class Mote
    {
        private readonly float _x, _y, _dx, _dy, _radius, _bright;

        public Mote(ref Draws draws)
        {
            (_x, _y, _dx, _dy) = (draws.Range(0, 1), draws.Range(0, 1), draws.Range(-0.35f, 0.35f), draws.Range(-0.5f, -0.1f));
            (_radius, _bright) = (draws.Range(0.003f, 0.011f), draws.Range(0.25f, 0.7f));
        }

        public void Paint(byte[] frame, int width, int height, float t, float strength)
        {
            float cx = Wrap(_x + _dx * t * strength) * width, cy = Wrap(_y + _dy * t * strength) * height, radius = Math.Max(1.2f, _radius * height);
            for (var y = Math.Max(0, (int)(cy - radius)); y <= Math.Min(height - 1, (int)(cy + radius)); y++)
                for (var x = Math.Max(0, (int)(cx - radius)); x <= Math.Min(width - 1, (int)(cx + radius)); x++)
                {
                    var cover = Math.Clamp(radius - MathF.Sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy)), 0, 1) * _bright;
                    var at = (y * width + x) * 3;
                    for (var c = 0; c < 3; c++) frame[at + c] += (byte)((255 - frame[at + c]) * cover);
                }
        }

        private static float Wrap(float value) => value - MathF.Floor(value);
    }
}
