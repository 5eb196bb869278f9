package org.topostream.producers.scan.socket;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.topostream.producers.scan.BadScanException;

/// AFNI's commands, one a line, that describe the images that follow (*README.realtime* of AFNI). As there, the last of
/// two equal ones counts, and those that are about AFNI itself are passed over.
final class AfniCommands {
    private static final Set<String> ACQUISITIONS = Set.of("2D+z", "2D+zt", "3D", "3D+t");
    private static final Map<String, VoxelType> TYPES = Map.of("short", VoxelType.INT16, "int", VoxelType.INT32,
            "float", VoxelType.FLOAT32, "byte", VoxelType.UINT8);
    private static final Map<String, ByteOrder> ORDERS = Map.of("LSB_FIRST", ByteOrder.LITTLE_ENDIAN, "MSB_FIRST",
            ByteOrder.BIG_ENDIAN);
    private static final Set<String> SLICE_ORDERS = Set.of("alt", "seq");
    private static final int MOST_VOXELS = 1 << 16;
    private static final int MOST_CHANNELS = 32;

    private final Map<String, String> arguments = new HashMap<>();

    private AfniCommands() {}

    /// @param text all lines
    static AfniCommands parse(String text) throws BadScanException {
        AfniCommands commands = new AfniCommands();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(commands::add);
        if (!commands.arguments.containsKey("XYMATRIX")) {
            throw new BadScanException("expected AFNI's commands, XYMATRIX among them, got '"
                    + text.substring(0, Math.min(80, text.length())).replaceAll("[^ -~]", "?") + "'");
        }
        return commands;
    }

    private void add(String line) {
        String[] words = line.split("\\s+", 2);
        String argument = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "XYZFIRST" -> arguments.remove("ZFIRST"); // the later one of the two counts
            case "XYMATRIX" -> arguments.remove("ZNUM");
            case "NAME" -> arguments.put("PREFIX", argument);
            default -> {
                // stands for itself
            }
        }
        arguments.put(words[0], argument);
    }

    /// @param messageBytes how large a volume may be, all channels together
    AfniAcquisition acquisition(int messageBytes) throws BadScanException {
        String kind = choice("ACQUISITION_TYPE", ACQUISITIONS, "2D+zt");
        VoxelType type = TYPES.get(choice("DATUM", TYPES.keySet(), "short"));
        int[] size = size();
        int channels = whole("NUM_CHAN", argument("NUM_CHAN").orElse("1"), MOST_CHANNELS);
        double bytes = (double) size[0] * size[1] * size[2] * channels * type.width();
        if (bytes > messageBytes) {
            throw new BadScanException("expected a volume of at most " + messageBytes + " bytes, got one of " + size[0]
                    + " x " + size[1] + " x " + size[2] + " " + type + " in " + channels + " channels");
        }
        return new AfniAcquisition(argument("PREFIX").filter(name -> !name.isBlank()).orElse("afni"),
                !kind.endsWith("t"), size, AfniGeometry.affine(this, size), type, order(), channels,
                sliceOrder(kind, size[2]), seconds());
    }

    private ByteOrder order() throws BadScanException {
        if (argument("BYTEORDER").isEmpty()) {
            return ByteOrder.nativeOrder();
        }
        return ORDERS.get(choice("BYTEORDER", ORDERS.keySet(), ""));
    }

    private OptionalDouble seconds() throws BadScanException {
        return argument("TR").isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(positive("TR", words("TR", 1).getFirst()));
    }

    private int[] size() throws BadScanException {
        List<String> words = words("XYMATRIX", 2);
        Optional<String> slices = argument("ZNUM").or(() -> words.stream().skip(2).findFirst());
        if (slices.isEmpty()) {
            throw new BadScanException("expected ZNUM, or a third number of XYMATRIX, got neither");
        }
        return new int[]{whole("XYMATRIX", words.get(0), MOST_VOXELS), whole("XYMATRIX", words.get(1), MOST_VOXELS),
                whole("ZNUM", slices.get(), MOST_VOXELS)};
    }

    /// Slices 1, 3, 5, ... come before 2, 4, 6, ... unless it says `ZORDER seq`.
    private int[] sliceOrder(String kind, int slices) throws BadScanException {
        if (kind.startsWith("3D")) {
            return new int[]{0};
        }
        boolean alternating = choice("ZORDER", SLICE_ORDERS, "alt").equals("alt");
        int firstHalf = (slices + 1) / 2;
        int[] order = new int[slices];
        for (int i = 0; i < slices; i++) {
            order[i] = alternating ? i < firstHalf ? 2 * i : 2 * (i - firstHalf) + 1 : i;
        }
        return order;
    }

    Optional<String> argument(String command) {
        return Optional.ofNullable(arguments.get(command));
    }

    /// @throws BadScanException where the command is not there, or has fewer words
    List<String> words(String command, int atLeast) throws BadScanException {
        List<String> words = List.of(argument(command).orElse("").strip().split("\\s+"));
        if (words.size() < atLeast || words.getFirst().isEmpty()) {
            throw new BadScanException("expected " + command + " with at least " + atLeast + " arguments, got '"
                    + argument(command).orElse("") + "'");
        }
        return words;
    }

    private String choice(String command, Set<String> known, String otherwise) throws BadScanException {
        String value = argument(command).map(String::strip).orElse(otherwise);
        if (!known.contains(value)) {
            throw new BadScanException("expected " + command + " to be one of "
                    + known.stream().sorted().toList() + ", got '" + value + "'");
        }
        return value;
    }

    private static int whole(String command, String text, int most) throws BadScanException {
        String number = text.strip();
        if (!number.matches("[0-9]{1,9}") || Integer.parseInt(number) < 1 || Integer.parseInt(number) > most) {
            throw new BadScanException("expected " + command + " to have whole numbers from 1 to " + most + ", got '"
                    + number + "'");
        }
        return Integer.parseInt(number);
    }

    static double positive(String command, String text) throws BadScanException {
        double number = number(command, text);
        if (number <= 0) {
            throw new BadScanException("expected " + command + " to be larger than 0, got '" + text + "'");
        }
        return number;
    }

    static double number(String command, String text) throws BadScanException {
        try {
            double number = Double.parseDouble(text.toLowerCase(Locale.ROOT));
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadScanException("expected a number as " + command + ", got '" + text + "'", e);
        }
        throw new BadScanException("expected a finite number as " + command + ", got '" + text + "'");
    }
}
