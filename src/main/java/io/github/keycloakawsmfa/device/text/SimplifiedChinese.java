package io.github.keycloakawsmfa.device.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.theme.ThemeResourceProvider;
import org.keycloak.theme.ThemeResourceProviderFactory;

/**
 * Our texts in simplified Chinese, for each name that this language has. Keycloak's themes read
 * {@code messages_zh_Hans} for the locale {@code zh-CN}; for a JAR's texts it looks for a file named after
 * {@link Locale#toString()} only: {@code zh_CN}, or {@code zh__#Hans} (26.4 to 26.7,
 * ClasspathThemeResourceProviderFactory). Goes when that one maps Chinese as FileBasedTheme does.
 */
public final class SimplifiedChinese implements ThemeResourceProviderFactory, ThemeResourceProvider {

    private static final String TEXTS = "theme-resources/messages/messages_zh_Hans.properties";
    private static final Set<String> PLACES = Set.of("CN", "SG");

    @Override
    public Properties getMessages(String bundle, Locale locale) throws IOException {
        if (bundle.equals("messages") && isSimplifiedChinese(locale)) {
            // Other JARs may have a file of this name.
            for (URL file :
                    Collections.list(SimplifiedChinese.class.getClassLoader().getResources(TEXTS))) {
                Properties texts = read(file);
                if (texts.containsKey(TextLanguages.LANGUAGE)) {
                    return texts;
                }
            }
        }
        return new Properties();
    }

    private static Properties read(URL file) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    static boolean isSimplifiedChinese(Locale locale) {
        boolean simplified = locale.getScript().isEmpty()
                ? PLACES.contains(locale.getCountry())
                : locale.getScript().equals("Hans");
        return locale.getLanguage().equals("zh") && simplified;
    }

    @Override
    public URL getTemplate(String name) {
        return null;
    }

    @Override
    public InputStream getResourceAsStream(String path) {
        return null;
    }

    @Override
    public ThemeResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "virtual-mfa-simplified-chinese";
    }
}
