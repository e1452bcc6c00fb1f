<?php
// Texts are shown as they are written: without curly quotes, dashes and faces, which WordPress
// puts in for the eye alone.

add_filter('run_wptexturize', '__return_false');
add_filter('pre_option_use_smilies', '__return_zero');
