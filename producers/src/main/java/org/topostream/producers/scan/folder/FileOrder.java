package org.topostream.producers.scan.folder;

import java.nio.file.Path;
import java.util.Comparator;

/// The order of files that people expect: numbers in names count as numbers, `IM9` before `IM10`. So files that have
/// piled up mostly give volumes in their order.
public final class FileOrder implements Comparator<Path> {

    @Override
    public int compare(Path one, Path other) {
        String a = one.toString();
        String b = other.toString();
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endOfA = end(a, i);
            int endOfB = end(b, j);
            int order = isDigit(a, i) && isDigit(b, j)
                    ? compareNumbers(a.substring(i, endOfA), b.substring(j, endOfB))
                    : Character.compare(a.charAt(i), b.charAt(j));
            if (order != 0) {
                return order;
            }
            i = endOfA;
            j = endOfB;
        }
        int order = Integer.compare(a.length() - i, b.length() - j);
        return order != 0 ? order : a.compareTo(b);
    }

    /// Behind the number, or else the letter, that begins here.
    private static int end(String text, int from) {
        int end = from + 1;
        while (isDigit(text, from) && end < text.length() && isDigit(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static int compareNumbers(String a, String b) {
        String one = withoutZeros(a);
        String other = withoutZeros(b);
        int order = Integer.compare(one.length(), other.length());
        return order != 0 ? order : one.compareTo(other);
    }

    private static String withoutZeros(String number) {
        int zeros = 0;
        while (zeros < number.length() && number.charAt(zeros) == '0') {
            zeros++;
        }
        return number.substring(zeros);
    }
}
