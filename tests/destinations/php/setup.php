<?php
// setup.php USER ZONE PERMALINKS: an empty WordPress in the working folder; prints what its REST
// API wants as the user's password.

[, $user, $zone, $permalinks] = $argv;
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('WORDPRESS_URL'), PHP_URL_HOST);

function wp_new_blog_notification()
{
    // WordPress's own would send a mail.
}

require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

$id = wp_install('Test', $user, 'test@example.invalid', false, '', wp_generate_password())['user_id'];
foreach (get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1]) as $sample) {
    wp_delete_post($sample->ID, true);
}
update_option('timezone_string', $zone);
$wp_rewrite->set_permalink_structure($permalinks);
create_initial_taxonomies(); // their addresses begin as those of the posts do
$wp_rewrite->flush_rules();

echo WP_Application_Passwords::create_new_application_password($id, ['name' => 'test'])[0];
