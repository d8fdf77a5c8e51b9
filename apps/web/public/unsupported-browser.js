/* Plain ES5: it has to run where the application cannot. The features asked for all came with Chrome 88 or before. */
(() => {
  var sentence = document.getElementById('unsupported-browser');
  var supported =
    'noModule' in document.createElement('script') &&
    typeof Promise === 'function' &&
    typeof Promise.any === 'function' &&
    typeof String.prototype.replaceAll === 'function' &&
    !!window.CSS &&
    window.CSS.supports('selector(:where(a))') &&
    window.CSS.supports('aspect-ratio', '1');
  if (supported || !sentence) return;
  sentence.removeAttribute('hidden');
  sentence.style.cssText = 'max-width:640px;margin:80px auto;padding:0 24px;font:18px/1.8 sans-serif;color:#23211E';
  var root = document.getElementById('root');
  if (root) root.style.display = 'none';
})();
