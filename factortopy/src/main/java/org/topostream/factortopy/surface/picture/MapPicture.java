package org.topostream.factortopy.surface.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.topostream.factortopy.FloatTensor;

/// Draws a map for people to look at: a row of panels for each column of its values, all at one scale, below a caption
/// and above a legend. It needs no graphics of the system, so it works on servers.
public final class MapPicture {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 16;
    private static final int LINE = 2 * Letters.HEIGHT + 6;
    private static final int TITLE = Letters.HEIGHT + 6;
    private static final int LEAST_WIDTH = 2 * WIDTH;
    private static final int MOST_ROWS = 64;

    private final MapStyle style;
    private final List<Panel> panels;
    private final List<Inks> rows;
    private final Raster raster;

    private MapPicture(MapStyle style, List<Panel> panels, List<Inks> rows) {
        this.style = style;
        this.panels = panels;
        this.rows = rows;
        raster = new Raster(Math.max(LEAST_WIDTH, panels.size() * WIDTH) + 2 * MARGIN, 2 * MARGIN
                + style.caption().size() * LINE + rows.size() * (TITLE + HEIGHT) + Legend.HEIGHT);
    }

    /// Writes a PNG; a file that is there is replaced.
    /// @param bodies what to paint on, one or more
    /// @param values `[N]` or `[N, K]`, NaN where there is no value
    /// @throws IllegalArgumentException where there is nothing to draw, values do not fit the style's columns, a body
    ///                                  shows a voxel that is not there, or there are more columns than a picture has
    ///                                  room for
    public static void write(Path file, MapStyle style, List<Body> bodies, FloatTensor values) throws IOException {
        int columns = style.columns().size();
        if (bodies.isEmpty() || columns == 0 || columns > MOST_ROWS) {
            throw new IllegalArgumentException("expected something to paint on and 1 to " + MOST_ROWS
                    + " values a voxel for a picture, got " + bodies.size() + " bodies and " + columns + " values");
        }
        if (values.values().length != (long) columns * values.shape()[0]) {
            throw new IllegalArgumentException("expected values for " + style.columns() + ", got the shape "
                    + Arrays.toString(values.shape()));
        }
        bodies.forEach(body -> requireVoxels(body, values.shape()[0]));
        MapPicture picture = new MapPicture(style, bodies.stream().flatMap(body -> Panel.of(body).stream()).toList(),
                Inks.of(style, values));
        picture.draw();
        picture.raster.write(file);
    }

    private static void requireVoxels(Body body, int count) {
        int[] voxels = switch (body) {
            case Body.Cortex cortex -> cortex.voxels();
            case Body.Cloud cloud -> cloud.voxels();
        };
        int largest = Arrays.stream(voxels).max().orElse(-1);
        if (largest >= count) {
            throw new IllegalArgumentException("a surface shows voxel " + largest + ", expected 0 to " + (count - 1)
                    + ", the map's voxels");
        }
    }

    private void draw() {
        int top = MARGIN;
        for (String line : style.caption()) {
            int size = 2 * Letters.WIDTH * line.length() <= raster.width() - 2 * MARGIN ? 2 : 1;
            raster.text(MARGIN, top, size, line);
            top += LINE;
        }
        double scale = scale();
        for (Inks inks : rows) {
            for (int i = 0; i < panels.size(); i++) {
                int left = MARGIN + i * WIDTH;
                String title = inks.title().isEmpty()
                        ? panels.get(i).title()
                        : inks.title() + ": " + panels.get(i).title();
                raster.text(left, top, 1, title);
                raster.putHalved(panel(panels.get(i), scale, inks.voxels()), left, top + TITLE);
            }
            top += TITLE + HEIGHT;
        }
        new Legend(raster, style).draw(MARGIN, top);
    }

    /// Pixels a millimetre, in panels of twice the size, so that the largest fits.
    private double scale() {
        double scale = Double.POSITIVE_INFINITY;
        for (Panel panel : panels) {
            Panel.Bounds bounds = panel.bounds();
            scale = Math.min(scale, Math.min(2 * (WIDTH - 2 * MARGIN) / bounds.width(),
                    2 * (HEIGHT - 2 * MARGIN) / bounds.height()));
        }
        return scale;
    }

    private static Raster panel(Panel panel, double scale, int[] inks) {
        Raster fine = new Raster(2 * WIDTH, 2 * HEIGHT);
        Projection projection = new Projection(panel.bounds(), scale, fine.width(), fine.height());
        switch (panel.body()) {
            case Body.Cortex cortex -> new CortexPainter(cortex, panel.view(), projection, inks, fine).paint();
            case Body.Cloud cloud -> CloudPainter.paint(cloud, panel.view(), projection, inks, fine);
        }
        return fine;
    }
}
