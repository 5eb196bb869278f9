package org.topostream.factortopy.surface;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// Small files, base64, as NiBabel 5.4.2 wrote them; all but FreeSurfer's own formats gzipped:
///
/// ```python
/// import base64, gzip, numpy as np, nibabel as nib
/// from nibabel import freesurfer as fs
/// from nibabel.gifti import (GiftiDataArray as A, GiftiImage as G, GiftiLabel, GiftiLabelTable, GiftiMetaData as M)
/// V = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1.5]], 'f4')
/// F = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]], 'i4')
/// W = np.array([1.5, np.nan, -2, 0])
/// def b64(img): return base64.b64encode(gzip.compress(img.to_xml(mode='force'), mtime=0))
/// def surface(**how):
///     return G(darrays=[A(V, 'NIFTI_INTENT_POINTSET', 'NIFTI_TYPE_FLOAT32',
///                         meta=M(AnatomicalStructurePrimary='CortexRight'), **how),
///                       A(F, 'NIFTI_INTENT_TRIANGLE', 'NIFTI_TYPE_INT32', **how)])
/// ZLIB, ASCII = (b64(surface(encoding='GIFTI_ENCODING_' + e)) for e in ('B64GZ', 'ASCII'))
/// # BIG: surface(encoding='GIFTI_ENCODING_B64BIN', ordering='F') with the bytes of its numbers turned
/// VALUES = b64(G(darrays=[A(W.astype('f4'), 'NIFTI_INTENT_SHAPE', 'NIFTI_TYPE_FLOAT32', meta=M(Name='first')),
///     A(np.array([3, 0, 255, 7], 'u1'), 'NIFTI_INTENT_NONE', 'NIFTI_TYPE_UINT8', encoding='GIFTI_ENCODING_B64BIN'),
///     A(W, 'NIFTI_INTENT_TTEST', 'NIFTI_TYPE_FLOAT64', encoding='GIFTI_ENCODING_ASCII')]))
/// table = GiftiLabelTable()
/// for key, name in enumerate(['???', 'V1', 'unused', 'V2']):
///     table.labels.append(GiftiLabel(key, 1, 0, 0, 1)); table.labels[-1].label = name
/// LABELS = b64(G(labeltable=table,
///                darrays=[A(np.array([3, 0, 1, 3], 'i4'), 'NIFTI_INTENT_LABEL', 'NIFTI_TYPE_INT32')]))
/// fs.write_geometry(path, V, F, 'made for a test')                                         # SURFACE
/// fs.write_morph_data(path, W, 4)                                                          # CURV
/// fs.write_annot(path, np.array([1, -1, 0, 1]),                                            # ANNOT
///                np.array([[25, 5, 25, 0], [1, 2, 3, 0], [9, 9, 9, 0]]), ['unknown', 'V1', 'unused'])
/// def mgh(data): return base64.b64encode(gzip.compress(nib.MGHImage(data, np.eye(4)).to_bytes(), mtime=0))
/// MGH_FLOAT = mgh(np.array([[1.5, 10], [-2, 20], [0, 30], [np.nan, 40]], 'f4').reshape(4, 1, 1, 2))
/// MGH_INT = mgh(np.array([[1, -70000], [2, 3], [4, 5], [6, 7]], 'i4').reshape(4, 1, 1, 2))
/// MGH_SHORT = mgh(np.array([1, -2, 300, -400], 'i2').reshape(1, 4, 1))
/// MGH_UCHAR = mgh(np.array([1, 2, 200, 255], 'u1').reshape(1, 1, 4))
/// ```
final class NibabelFiles {
    /// The surface that all of them have.
    static final Mesh TETRAHEDRON = new Mesh(new float[]{0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1.5f},
            new int[]{0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3});
    /// The tetrahedron of the right hemisphere, `GZipBase64Binary`.
    static final String ZLIB = "H4sIAAAAAAACA+1UTXObMBC9+1eounZq2UnaZjqCDLGxY9eAa8tp6cWjmAUrAcQIudj99RUwzce0ddpT"
            + "pzPlwmr19u3umwf0Yp+l6AuoUsjcwv1uDyPINzISeWLhFRu9OscXdoe+GAYDFs5dNJ6M2AQtwyVzPYS3WhfvCKmqqpsLrTZdqRIS"
            + "q5JEsspTyaNusS1Iv/+aJCLWohvpCBu2luT6SVd/l92ACuIh19xRih9KC59gm3qgeZ1DxKYzfgMp4zcp1Kd7JJrkGnJtYb/mXU98"
            + "5vpsPQ9MsHQZRjWQHQr4DqgXWY9mgcNOTzBqKCZ5BHuzc6AiUBZeyMrjt1I1R0MgMsjrWXkq9KGeC7n3Io0/i+KSl/Dm7FLkXB3q"
            + "u0hws9dMaJ1CezLZvQZlGEYiBZ9nZpqnuSCOSzBL9Jp+PQufNUHfwqePZDDR0KZ1ve3kXMtMbHi61Gq30TsFcyUyMwIlDYBe83QH"
            + "9kAqDfuFSLaakjZFSc1CHkgHUiqzDtewPJQaMqZ4XsZSZR7XSuxbsZcF34DdavhpFCy89cp/7wcffUoerul9KURHCn5A0bZTMw5C"
            + "xhLNgxDqHQ07T7L9P8AeL+s81/hRmRHyYXZKfktLG6b729B1xsM49GB+d/XWceX8w/Rlq6XdvhpvPut0tpg4/njm/sLpBvXv+bz+"
            + "wP+b8q+YcnyZhM5ULJLQ2OrKWw3Dr3fbiqXOuePwxHEry/qZSUnzV7e/AQUVKc5SBgAA";
    /// The same as text.
    static final String ASCII = "H4sIAAAAAAACA+1VUW/aMBB+51d4fh9OYJWmyUmFIFTRIEHE7dYnZMgFPCU2csyAfz876aBoG+00adKk"
            + "5SE6X767+77TnUNvD1WJvoKuhZIB9rseRiBXKhdyHeB7Nn77Ht+GHfpmlA7Z4yxCd/GYxSh7zFg0RXhjzPYDIfv9viuF0auu0mtS"
            + "6Jrkai9LxfPudrMlvn9D1qIwopubHNtsbZKHi6rJrlqCTosRN3ygNT/WAe7hkE7BcOdDJKQTvoSS8WUJ7nRColgakCbAicu7iBMW"
            + "JWwxS62RRQwjB2THLXwHOCGL8SQdsH4PoyZFLHM4WM2pzkEHeK72U/5F6eZoE4gKpOPKS2GOjheKTk0aZMM4do5ccCtmIowpoT1Z"
            + "78GAtmFjUULCK0vh0pcWRQ2WudcU8QL8rjH8APefabfWKKQuPhxIblQlVrzMjN6tzE7DTIuK6yMlDYA+8HIH4VBpA4e5WG8MJa2L"
            + "EpeFnJMOldJWAzeQHWsDFdNc1oXS1ZQbLQ5th7MtX0HYNu7zOJ1PF/fJxyT9lFBy/kxPoZBfCfgBRdtKDR2E7Bw0D0LIu2p2Lrz+"
            + "b2Cvh3VeKvwszDbyzJ2SV/UyfIUw/8+UX5F788T7ifFpfV7cJDaPB8ndJPrFJlnUP7JH7tb4P/R/e+g91EN+x0M+6tt3H/U6vvX0"
            + "fzaIpPkzhN8A1fQGEZYGAAA=";
    /// The same in `Base64Binary`, big-endian, column after column; Nibabel writes little-endian only, so those bytes
    /// were turned.
    static final String BIG = "H4sIAAAAAAACA+1VXW/aMBR976/w/DoNQ8umaXJSBQhVNEgYuN36hAy5AU+JjRzTwL+fnWhQtkG3p2nS"
            + "7oNzfXw/j64dersrcvQEuhRKerjTamMEcqlSIVcevmfDN+/xrX9FXw2SPnuchOguGrIIzR5nLBwjvDZm84GQqqpaUhi9bCm9Ipku"
            + "SaoqmSuetjbrDel03pKVyIxopSbFNloT5OEka7wtFqCTbMAND7Tm+9LD19inYzDcYYj4dMQXkDO+yMHtDpYokgak8XDs4s6jmIUx"
            + "m08Sq8xChpEzZPsNfDdwjcyHoyRgN9cY1SEimcLO9pzoFLSH+yrfFnLMvypdIzaGKEC6cnkuzN6VhsIDTz1ewrtuT0iu9w5PBbdt"
            + "9cSqUS20M6Ct61DkEPPCVnKKJVlWgm2gXSdqe7hbKx0P3zyjwGoDnzp/P5DcqEIseT4zers0Ww0TLQqbn5LagD7wfAt+X2kDu6lY"
            + "rQ0lDUSJi0KOQftKadsHNzDblwYKprksM6WLMTda7BqiZxu+BL/h78swmY7n9/HHOPkcU3I8pgdXSC84/GRFm0x1OQjZcagFIdS+"
            + "qF6doJ0/sL3sdvVS4mdulshj7ZT8Fpd+4GTwOjgnk+7ZI1LZpeHcbz71/L54G9g0CuK7UXjmNlirf+suuAfg/+D+lcH9UT65JXJL"
            + "r95XZ/eDXw0uqf8G/jcLSwo2igYAAA==";
    /// Three columns: float32, uint8 and float64, each encoded in another way.
    static final String VALUES = "H4sIAAAAAAACA+1WUW+bMBB+z6/w/N44adMqmgwVSUhHl0BVnG7ZS+QEk7gCg4w7yH79bFCTRt3SbdX2"
            + "MNUP4Dvfd/fd8YHAl1WagK9MFjwTFuy2OxAwscoiLtYWnJHxSR9e2i38bhQMyfzGBVfemHggnIfEnQK4USp/j1BZlm3BlVy1M7lG"
            + "sSxQlJUiyWjUzjc56nbP0ZrHircjFUGdrUlyd1DVf0iXTAbxiCrqSEm3hQXPoI2nTFHjA8jGE7pkCaHLhBlrFwk8oZhQFvRN3oXn"
            + "E9cni/CDc+NCYKLINmePp6aLxXgSOOTsFIIa74mIVbrhQEZMWvA2K6f0PpO1qRPwlAlDlCZcbTVbCNzdhK6+8HxAC3bRG3BB5dac"
            + "RZzqpiZcqYQ1lvZWikmdYcwT5tNUszn0BXFcMN1Bp67XsWDvSet6N7KxgdnmglG9xXc0eWB2zGWhMGoMjEwk2gOHWSY1U6pYuC0U"
            + "S4mkoogzmU6pkrxqhhjmdKVT1+P5PA5up4uZ/9EPPvkY7Y/xDsqiI4BnUbipVNMBQD/qegEAOke3rQNv9zdij8NaLxV+AtOD3HPH"
            + "6JdmabPr6n4+2qy/9Qdldt0bhI5TOaUTsfUENfO0m1stvRdV7Af+z0Q80yH910v4r8vXvKtvOvzXOnTKERqUlvUHmiPEDcmxL+dF"
            + "7/Wyc8Kh573p7b/Rm4GfP5aql6CiBU5OnxP4kSRR/U9gfwdp1+84kAgAAA==";
    /// Keys 3, 0, 1, 3 of ???, V1, unused, V2.
    static final String LABELS = "H4sIAAAAAAACA5WTTXPaMBCG7/wKVfcinKSdTscfYxPDuAG7ASdtcmEEWoMytuSRRQ3/vrKdUmgzlPri"
            + "1e4+u95Xa9vbFTn6AariUjjY6g8wArGSjIu1gx/S0ftP2HN79rvbZJg+fQ3ROBqlEZo/zdNwivBG6/IzIXVd9wXXatWXak0yVREm"
            + "a5FLyvrlpiSW9YGseaZ5n2mGTbWuyONJ13hbLEEl2S3V1FeK7isTwK49BU0bHyKuPaFLyFO6zOHVRnewd7ChZ8CadDRWAKL1BPkW"
            + "WsPPyw1ta3meZ5OWO8GtC/FH6y366kJ6K7YVsLcqXF/a/+pAk2MlDoqhSGgQ2sFxo+8iitMwThcTPwgnGDVZ6b6EX9HmNpuUazNA"
            + "S0eCwc5ce6IYKAfPZD2lL1K1R4PzAkRzXTTnuhMtPOzJ+JmXAa3g403ABVX7JsY4NZNMuNY5dCfj3WlQpsKI5xDTwnzLqS/Jsgp0"
            + "O7bpN3DwzR8LMJRSmZZUw3xfaShSRUWVSVVMqVZ812kxL+kK3G7K76NkNl08xHdx8i22ye+wfUCBnQH+yrK7Tk0hFyGzue2DEBqc"
            + "NXsnXus/cs9jvX81PsJscvTtNrlISxe+7F6epe/PeFAEReT7o3t/6DtOp6Xbvdr9MXb7X7s/AZwAexhUBAAA";
    /// The tetrahedron as FreeSurfer has it.
    static final String SURFACE = "///+bWFkZSBmb3IgYSB0ZXN0CgoAAAAEAAAABAAAAAAAAAAAAAAAAD+AAAAAAAAAAAAAAAAAAAA/gAAA"
            + "AAAAAAAAAAAAAAAAP8AAAAAAAAAAAAACAAAAAQAAAAAAAAABAAAAAwAAAAAAAAADAAAAAgAAAAEAAAACAAAAAw==";
    /// 1.5, NaN, -2, 0.
    static final String CURV = "////AAAABAAAAAQAAAABP8AAAH/AAADAAAAAAAAAAA==";
    /// Regions unknown (vertex 2), V1 (vertices 0 and 3) and unused.
    static final String ANNOT = "AAAABAAAAAAAAwIBAAAAAQAAAAAAAAACABkFGQAAAAMAAwIBAAAAAf////4AAAADAAAAB05PRklMRQAA"
            + "AAADAAAAAAAAAAh1bmtub3duAAAAABkAAAAFAAAAGQAAAAAAAAABAAAAA1YxAAAAAAEAAAACAAAAAwAAAAAAAAACAAAAB3VudXNl"
            + "ZAAAAAAJAAAACQAAAAkAAAAA";
    /// Two frames of four vertices: 1.5, -2, 0, NaN and 10 to 40.
    static final String MGH_FLOAT = "H4sIAAAAAAACA2NgYGBkYGBgYYDQIMwExMwMIMBo38DAgIyRATa+A4iG4qEP7A8wMByAsuuBDEcFIF4A"
            + "xB8YGJwUsOsBAFBwHXNQAQAA";
    /// Two frames of int32: 1, 2, 4, 6 and -70000, 3, 5, 7.
    static final String MGH_INT = "H4sIAAAAAAACA2NgYGBkYGBgYYDQIMwEpYGkfQMDAzJGBtj4DiAaiocFgIUHKHzY/v97NwFIMwMxKxCz"
            + "Y9MAAKa9O85QAQAA";
    /// int16 along the second axis: 1, -2, 300, -400.
    static final String MGH_SHORT = "H4sIAAAAAAACA2NgYGBkgGAWBlQ2kGXfwMCAjJEBNr49kHZggNDDADD+/8eo868AmxQASgpmLjgBAAA=";
    /// uint8 along the third axis: 1, 2, 200, 255.
    static final String MGH_UCHAR = "H4sIAAAAAAACA2NgYGBkQGAWKA0BjPYNDAzIGBlg49szQLADw3AAjEwn/mMTBwCLxBHjNAEAAA==";

    private NibabelFiles() {}

    /// Writes one of them.
    static Path write(Path folder, String name, String base64) throws IOException {
        return Files.write(folder.resolve(name), Base64.getDecoder().decode(base64));
    }
}
