package org.topostream.factortopy.surface.picture;

import java.util.Arrays;
import java.util.Locale;

/// Colours for values, under the names that maps give as hints.
public enum ColourMap {
    /// Of Matplotlib: for amounts; even in lightness, and safe for colour-blind readers.
    VIRIDIS(Use.AMOUNT, "440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1fa088 28ae80 3fbc73 5ec962 "
            + "84d44b addc30 d8e219 fde725"),
    /// Of Google (Anton Mikhailov): for amounts, as the paper shows layers.
    TURBO(Use.AMOUNT, "30123b 392a73 4040a2 4456c7 466be3 4680f6 4294ff 37a8fa 28bceb 1ccdd8 18ddc2 1fe9af 32f298 "
            + "4ef97d 6dfe62 8bff4b a4fc3c b9f635 cdec34 dfdf37 eecf3a f8be39 fdac34 fe962b fb7e21 f46617 eb500e "
            + "df3f08 d02f05 be2102 a91601 920b01 7a0403"),
    /// Of Fabio Crameri: for amounts above and below a middle; safe for colour-blind readers.
    VIK(Use.AMOUNT, "001261 021f69 022b71 023779 034481 055189 0c5e92 1c6d9c 307da6 488db2 619ebd 7aaec8 94bed2 "
            + "adcddd c6dbe6 dee6e9 ece5e0 eed9cd e9cab8 e2baa2 dbaa8d d59b79 cf8c66 c97e53 c27041 bc622f b2511d "
            + "a33e0d 912d06 811f06 731406 650907 590008"),
    /// Of Matplotlib: for kinds, one colour a whole number, again from the first after the twentieth.
    TAB20(Use.KIND, "1f77b4 aec7e8 ff7f0e ffbb78 2ca02c 98df8a d62728 ff9896 9467bd c5b0d5 8c564b c49c94 e377c2 "
            + "f7b6d2 7f7f7f c7c7c7 bcbd22 dbdb8d 17becf 9edae5"),
    /// For places in a plane, two values each: the direction from the middle gives the colour (Fabio Crameri's `romaO`,
    /// which ends as it begins), the distance how strong it is.
    PHASE(Use.PLACE, "733957 79384c 7e3942 843d3a 8b4433 924d2f 99582c a2662c aa752f b48636 bd9842 c6aa52 cfbc66 "
            + "d4cb7b d6d790 d3dea3 cbe1b3 bfe1bf afdcc8 9dd5cd 8bcbcf 78bece 68b1cb 5ca2c6 5393bf 4f84b7 4f75ac "
            + "53669f 595891 604c81 674372 6d3d64 723959");

    /// What colours stand for.
    enum Use {
        AMOUNT,
        KIND,
        PLACE
    }

    private static final int MIDDLE = 0xF2F2F2;

    private final Use use;
    private final int[] stops;

    ColourMap(Use use, String stops) {
        this.use = use;
        this.stops = Arrays.stream(stops.split(" ")).mapToInt(stop -> Integer.parseInt(stop, 16)).toArray();
    }

    /// The one of a name, `diverging` among them; [#VIRIDIS] for a name that is not known, since it is a hint only.
    public static ColourMap of(String hint) {
        return switch (hint.toLowerCase(Locale.ROOT)) {
            case "turbo" -> TURBO;
            case "vik", "diverging" -> VIK;
            case "tab20" -> TAB20;
            case "phase" -> PHASE;
            default -> VIRIDIS;
        };
    }

    Use use() {
        return use;
    }

    /// How many colours a [Use#KIND] has.
    int kinds() {
        return stops.length;
    }

    /// The colour of one value, as 0xRRGGBB; values beyond the ends have the ends' colours.
    int colour(double value, double minimum, double maximum) {
        if (use == Use.KIND) {
            return stops[Math.floorMod(Math.round(value), stops.length)];
        }
        double share = maximum > minimum ? Math.clamp((value - minimum) / (maximum - minimum), 0, 1) : 0.5;
        return between(share);
    }

    /// The colour of a place, as 0xRRGGBB.
    /// @param reach distance from the middle at which colours are strongest
    int place(double x, double y, double reach) {
        double turn = Math.atan2(y, x) / (2 * Math.PI);
        double strength = Math.min(1, Math.hypot(x, y) / reach);
        return mix(MIDDLE, between(turn - Math.floor(turn)), strength);
    }

    private int between(double share) {
        double place = share * (stops.length - 1);
        int below = Math.min((int) place, stops.length - 2);
        return mix(stops[below], stops[below + 1], place - below);
    }

    /// @param share of the second
    static int mix(int first, int second, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double level = (1 - share) * (first >> shift & 0xFF) + share * (second >> shift & 0xFF);
            mixed |= (int) Math.round(level) << shift;
        }
        return mixed;
    }
}
