package org.topostream.tests.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// The live page in a real browser without a screen, drawn by software.
final class Page implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SCRIPT = Duration.ofSeconds(60);
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String DRIVER = "chromedriver";

    private final ChromeDriver driver;

    private Page(ChromeDriver driver) {
        this.driver = driver;
    }

    /// Skips the test where the machine has no Chromium or no driver for it.
    static Page open(String url) {
        Optional<Path> browser = BROWSERS.stream().map(Page::find).flatMap(Optional::stream).findFirst();
        Optional<Path> service = find(DRIVER);
        assumeTrue(browser.isPresent() && service.isPresent(), "no " + BROWSERS + " or no " + DRIVER + " on the PATH: "
                + "the live page is not tried in a browser");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,1000",
                "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");
        ChromeDriverService driver = new ChromeDriverService.Builder().usingDriverExecutable(service.get().toFile())
                .build();
        Page page = new Page(new ChromeDriver(driver, options));
        page.driver.manage().timeouts().scriptTimeout(SCRIPT);
        page.go(url);
        return page;
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable).findFirst();
    }

    /// Loads an address, and waits until the page runs.
    void go(String url) {
        driver.get("about:blank"); // of two addresses that differ in their hash alone, the second would load nothing
        driver.get(url);
        await("return window.topostream !== undefined");
    }

    /// Waits until a script returns true.
    void await(String script, Object... arguments) {
        new WebDriverWait(driver, PATIENCE).withMessage(() -> script + " | page says: " + text("summary") + " | "
                + text("waiting") + " | console: " + driver.manage().logs().get("browser").getAll())
                .until(any -> Boolean.TRUE.equals(driver.executeScript(script, arguments)));
    }

    /// The same for what takes longer.
    void await(Duration patience, String script, Object... arguments) {
        new WebDriverWait(driver, patience).withMessage(() -> script + " | page says: " + text("summary"))
                .until(any -> Boolean.TRUE.equals(driver.executeScript(script, arguments)));
    }

    /// Clicks where a point of the window is.
    void click(double x, double y) {
        new Actions(driver).moveToLocation((int) Math.round(x), (int) Math.round(y)).click().perform();
    }

    /// Keeps a picture of the whole window, which shows people how the page looked.
    void keepPicture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the picture " + name, e);
        }
    }

    /// What a script returns.
    @SuppressWarnings("unchecked")
    <T> T ask(String script, Object... arguments) {
        return (T) driver.executeScript(script, arguments);
    }

    /// What an asynchronous script gives to its last argument.
    @SuppressWarnings("unchecked")
    <T> T askLater(String script, Object... arguments) {
        return (T) driver.executeAsyncScript(script, arguments);
    }

    WebElement element(String id) {
        return driver.findElement(By.id(id));
    }

    String text(String id) {
        return String.valueOf(driver.executeScript(
                "return document.getElementById(arguments[0])?.textContent ?? ''", id));
    }

    /// Gives a form's element a value, as somebody does who uses it.
    void set(String id, Object value) {
        driver.executeScript("""
                const element = document.getElementById(arguments[0]);
                element.value = arguments[1];
                element.dispatchEvent(new Event('input', { bubbles: true }));
                element.dispatchEvent(new Event('change', { bubbles: true }));
                """, id, value);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
