package org.topostream.factortopy.npy;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds a dictionary from whole numbers to names in a pickle (Python's *pickletools*, protocols 2 to 4). What the
/// pickle would have called is not called: of classes, functions and their results nothing is kept but that they are
/// there.
final class PickledNames {
    private static final Object MARK = new Object();
    private static final Object SOMETHING = new Object();

    private final Path file;
    private final ByteBuffer bytes;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final List<Dictionary> dictionaries = new ArrayList<>();

    private static final class Dictionary {
        private final Map<Object, Object> entries = new HashMap<>();

        boolean isNames() {
            return !entries.isEmpty() && entries.entrySet().stream()
                    .allMatch(entry -> entry.getKey() instanceof Integer && entry.getValue() instanceof String);
        }

        Map<Integer, String> names() {
            Map<Integer, String> names = new TreeMap<>();
            entries.forEach((number, name) -> names.put((Integer) number, (String) name));
            return names;
        }
    }

    PickledNames(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @return the first such dictionary
    Optional<Map<Integer, String>> read() throws IOException {
        try {
            while (step(bytes.get())) {
                // Each step takes what it needs.
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException(file + ": expected a whole pickle, got one that breaks off or is damaged at byte "
                    + bytes.position() + " of it", e);
        }
        return dictionaries.stream().filter(Dictionary::isNames).findFirst().map(Dictionary::names);
    }

    /// @return false at the end
    private boolean step(byte code) throws IOException {
        switch (code & 0xFF) {
            case '.' -> {
                return false;
            }
            case 0x80 -> bytes.get(); // PROTO
            case 0x95 -> bytes.getLong(); // FRAME
            case '(' -> push(MARK);
            case 'N', ')', ']', 0x88, 0x89 -> push(SOMETHING);
            case '}' -> {
                Dictionary dictionary = new Dictionary();
                dictionaries.add(dictionary);
                push(dictionary);
            }
            case 'K' -> push(bytes.get() & 0xFF);
            case 'M' -> push(bytes.getShort() & 0xFFFF);
            case 'J' -> push(bytes.getInt());
            case 0x8A -> push(number(text(bytes.get() & 0xFF)));
            case 'G' -> {
                bytes.getDouble();
                push(SOMETHING);
            }
            case 'X' -> push(string(bytes.getInt()));
            case 0x8C -> push(string(bytes.get() & 0xFF));
            case 'C', 'U' -> {
                text(bytes.get() & 0xFF);
                push(SOMETHING);
            }
            case 'B', 'T' -> {
                text(bytes.getInt());
                push(SOMETHING);
            }
            case 'c' -> {
                line();
                line();
                push(SOMETHING);
            }
            case 'q' -> memo.put(bytes.get() & 0xFF, top());
            case 'r' -> memo.put(bytes.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(memo.getOrDefault(bytes.get() & 0xFF, SOMETHING));
            case 'j' -> push(memo.getOrDefault(bytes.getInt(), SOMETHING));
            case 0x85 -> replace(1);
            case 0x86, 0x93, 'R', 0x81 -> replace(2);
            case 0x87 -> replace(3);
            case 't' -> {
                toMark();
                push(SOMETHING);
            }
            case 'b', 'a' -> pop(); // BUILD, APPEND
            case 'e' -> toMark(); // APPENDS
            case 's' -> {
                Object value = pop();
                Object key = pop();
                put(List.of(key, value));
            }
            case 'u' -> put(toMark());
            default -> throw new IOException(file + ": expected a dictionary that NumPy pickled, got the opcode 0x"
                    + Integer.toHexString(code & 0xFF));
        }
        return true;
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private void replace(int count) {
        for (int i = 0; i < count; i++) {
            pop();
        }
        push(SOMETHING);
    }

    /// Takes away all down to the mark, and the mark.
    private List<Object> toMark() {
        int mark = stack.lastIndexOf(MARK);
        List<Object> above = List.copyOf(stack.subList(mark + 1, stack.size()));
        stack.subList(mark, stack.size()).clear();
        return above;
    }

    /// @param pairs keys and values in turn
    private void put(List<Object> pairs) {
        if (top() instanceof Dictionary dictionary) {
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                dictionary.entries.put(pairs.get(i), pairs.get(i + 1));
            }
        }
    }

    /// A whole number, little-endian.
    private static Object number(byte[] stored) {
        if (stored.length > Integer.BYTES) {
            return SOMETHING;
        }
        int value = stored.length > 0 && stored[stored.length - 1] < 0 ? -1 : 0;
        for (int i = stored.length - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (stored[i] & 0xFF);
        }
        return value;
    }

    private String string(int length) {
        return new String(text(length), StandardCharsets.UTF_8);
    }

    private byte[] text(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return text;
    }

    private void line() {
        while (bytes.get() != '\n') {
            // To the end of the line.
        }
    }
}
