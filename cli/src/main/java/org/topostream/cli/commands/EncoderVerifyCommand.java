package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.factortopy.verify.ReferenceFolder;
import org.topostream.factortopy.verify.Verification;

/// `topostream encoder verify`.
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
        "Compare the encoder on this machine with what another implementation computed: encoding, selectors, "
                + "predictions, gradients, losses, and the parameters after ten steps.",
        "Prints one line of JSON with the errors of each; ends with 0 where all are within their tolerance, else 1."})
final class EncoderVerifyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The other implementation's parameters, inputs and outputs: "
            + "meta.json and .npy files.")
    private Path folder = Path.of("");

    @Option(names = "--device", paramLabel = "NAME", defaultValue = "auto", description = "cpu, cuda:0 (any number), or "
            + "auto: the first GPU, else the CPU (default: ${DEFAULT-VALUE}).")
    private String device = "auto";

    @Override
    public Integer call() throws IOException {
        Verification verification = Verification.of(ReferenceFolder.read(folder), device);
        PrintWriter out = spec.commandLine().getOut();
        out.println(JSON.writeValueAsString(verification));
        out.flush();
        return verification.pass() ? 0 : 1;
    }
}
