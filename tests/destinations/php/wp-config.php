<?php
// A WordPress of one test: its data in one file beside it, no way out, no work of its own accord.

define('DB_ENGINE', 'sqlite');
define('DB_DIR', __DIR__ . '/wp-content/database/');
define('DB_FILE', 'test.sqlite');
define('DB_CHARSET', 'utf8mb4');
foreach (['NAME', 'USER', 'PASSWORD', 'HOST', 'COLLATE'] as $part) {
    define("DB_$part", 'test');
}
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $part) {
    define("{$part}_KEY", "key of $part");
    define("{$part}_SALT", "salt of $part");
}
$table_prefix = 'wp_';

define('WP_HOME', getenv('WORDPRESS_URL'));
define('WP_SITEURL', getenv('WORDPRESS_URL'));
define('WP_ENVIRONMENT_TYPE', 'local'); // else application passwords want https
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
