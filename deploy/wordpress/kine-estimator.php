<?php
/**
 * Plugin Name: Kiné cost estimator
 * Description: Places the estimator of what physiotherapy costs in Belgium on a page. It only writes the link and the script tag of your estimator: nothing else is loaded, nothing is kept.
 * Version: 1.0.0
 * Requires at least: 6.3
 * Requires PHP: 7.4
 * License: MIT
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** What a practice may say, as docs/embedding.md explains it. */
function kine_estimator_presets() {
	return array( 'practice_name', 'kines', 'conventioned', 'fee', 'fee_home', 'setting', 'languages', 'lang', 'accent', 'theme' );
}

/** The words of the plugin in the language asked for, else that of the website, else French. */
function kine_estimator_words( $lang = '' ) {
	$all = json_decode( file_get_contents( __DIR__ . '/words.json' ), true );
	foreach ( array( $lang, substr( get_locale(), 0, 2 ) ) as $language ) {
		if ( isset( $all[ $language ] ) ) {
			return $all[ $language ];
		}
	}
	return $all['fr'];
}

/** An address with one slash at its end and no query; empty for what is no web address. */
function kine_estimator_base( $address ) {
	$base = esc_url_raw( trim( (string) $address ), array( 'http', 'https' ) );
	return '' === $base ? '' : rtrim( strtok( $base, '?#' ), '/' ) . '/';
}

/**
 * The snippet: a link that always works, and the script that replaces it with the estimator. Empty
 * for any address but the one in the settings: who may write pages may not thereby run scripts.
 */
function kine_estimator_snippet( $given ) {
	$base = kine_estimator_base( get_option( 'kine_estimator_address', '' ) );
	$own  = kine_estimator_base( isset( $given['address'] ) ? $given['address'] : '' );
	if ( '' === $base || ( '' !== $own && $own !== $base ) ) {
		return '';
	}
	$query      = array();
	$attributes = '';
	foreach ( kine_estimator_presets() as $name ) {
		$value = isset( $given[ $name ] ) ? trim( $given[ $name ] ) : '';
		if ( '' === $value ) {
			continue;
		}
		$attributes .= sprintf( ' data-%s="%s"', str_replace( '_', '-', $name ), esc_attr( $value ) );
		if ( 'theme' !== $name ) {
			$query[ $name ] = $value;
		}
	}
	$words = kine_estimator_words( isset( $given['lang'] ) ? $given['lang'] : '' );
	$link  = $query ? $base . '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 ) : $base;
	return sprintf(
		'<a href="%s">%s</a>' . "\n" . '<script async src="%s"%s></script>',
		esc_url( $link ),
		esc_html( $words['title'] ),
		esc_url( $base . 'embed.js' ),
		$attributes
	);
}

/** [kine_estimator address="https://kine.example/" conventioned="false" fee="40"] */
function kine_estimator_shortcode( $given ) {
	$names = array_fill_keys( array_merge( array( 'address' ), kine_estimator_presets() ), '' );
	return kine_estimator_snippet( shortcode_atts( $names, $given, 'kine_estimator' ) );
}

/** The block: the same attributes, filled in from the code that the practice pastes. */
function kine_estimator_init() {
	add_shortcode( 'kine_estimator', 'kine_estimator_shortcode' );
	wp_register_script(
		'kine-estimator-editor',
		plugins_url( 'editor.js', __FILE__ ),
		array( 'wp-blocks', 'wp-element', 'wp-components', 'wp-block-editor' ),
		'1.0.0',
		true
	);
	$known = kine_estimator_words() + array( 'address' => kine_estimator_base( get_option( 'kine_estimator_address', '' ) ) );
	$words = 'const kineEstimatorWords = ' . wp_json_encode( $known ) . ';';
	wp_add_inline_script( 'kine-estimator-editor', $words, 'before' );
	register_block_type( __DIR__, array( 'render_callback' => 'kine_estimator_snippet' ) );
}

/** Settings → General holds the address; only who may publish scripts changes it. */
function kine_estimator_settings() {
	register_setting( 'general', 'kine_estimator_address', array( 'sanitize_callback' => 'kine_estimator_allowed' ) );
	add_settings_field( 'kine_estimator_address', esc_html( kine_estimator_words()['setting'] ), 'kine_estimator_field', 'general' );
}

/** The address as it is kept. */
function kine_estimator_allowed( $address ) {
	return current_user_can( 'unfiltered_html' ) ? kine_estimator_base( $address ) : get_option( 'kine_estimator_address', '' );
}

/** The field in which it is typed. */
function kine_estimator_field() {
	printf(
		'<input type="url" name="kine_estimator_address" class="regular-text" placeholder="https://kine.example/" value="%s" aria-label="%s">',
		esc_attr( get_option( 'kine_estimator_address', '' ) ),
		esc_attr( kine_estimator_words()['setting'] )
	);
}

add_action( 'admin_init', 'kine_estimator_settings' );
add_action( 'init', 'kine_estimator_init' );
