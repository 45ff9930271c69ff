<?php
// As much of WordPress as the plugin asks for. Reads {"setting", "locale", "given"} and says what a
// page would hold for the shortcode and for the block.
define( 'ABSPATH', __DIR__ );
$asked = json_decode( stream_get_contents( STDIN ), true );
$made  = array();

function add_action( $event, $run ) { global $made; $made[ $event ] = $run; }
function add_shortcode( $name, $run ) { global $made; $made["[$name]"] = $run; }
function shortcode_atts( $known, $given ) { return array_merge( $known, array_intersect_key( $given, $known ) ); }
function register_block_type( $folder, $how ) { global $made; $made['block'] = $how['render_callback']; }
function register_setting( $page, $name, $how ) { global $made; $made['setting'] = $how['sanitize_callback']; }
function add_settings_field( $name, $title, $run ) { global $made; $made['field'] = $run; }
function wp_register_script() {}
function wp_add_inline_script( $name, $script ) { global $made; $made['inline'] = $script; }
function plugins_url( $name ) { return $name; }
function wp_json_encode( $what ) { return json_encode( $what ); }
function get_locale() { global $asked; return $asked['locale']; }
function get_option() { global $asked; return $asked['setting']; }
function current_user_can() { global $asked; return $asked['trusted']; }
function esc_html( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_attr( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_url_raw( $address ) { return preg_match( '~^https?://[^\s"\'<>]+$~i', $address ) ? $address : ''; }
function esc_url( $address ) { return str_replace( '&', '&#038;', esc_url_raw( $address ) ); }

require $argv[1];
call_user_func( $made['init'] );
call_user_func( $made['admin_init'] );
ob_start();
call_user_func( $made['field'] );
echo json_encode(
	array(
		'shortcode' => call_user_func( $made['[kine_estimator]'], $asked['given'] ),
		'block'     => call_user_func( $made['block'], $asked['given'] ),
		'kept'      => call_user_func( $made['setting'], 'https://other.example/x?y' ),
		'inline'    => $made['inline'],
		'field'     => ob_get_clean(),
	)
);
