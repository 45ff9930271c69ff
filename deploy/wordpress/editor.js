// The block in the editor: the practice pastes the code that the estimator's page "For your website"
// makes; its address and its presets are read from it. Nothing is loaded from anywhere.
((blocks, element, components, editor, words) => {
  "use strict";
  const create = element.createElement;

  // What the code says, as attributes of the block; null if it is no such code.
  const read = (code) => {
    const script = new DOMParser().parseFromString(code, "text/html").querySelector("script[src]");
    if (!script || !/^https?:.*\/embed\.js$/.test(script.src)) return null;
    const found = { address: new URL(".", script.src).href };
    for (const { name, value } of script.attributes) {
      if (name.startsWith("data-")) found[name.slice(5).replaceAll("-", "_")] = value;
    }
    return found;
  };

  const Edit = ({ attributes, setAttributes }) => {
    const [code, setCode] = element.useState("");
    const names = Object.keys(attributes).filter((name) => attributes[name] && name !== "address");
    const pasted = (text) => {
      setCode(text);
      const found = read(text);
      if (found) {
        const none = Object.fromEntries(Object.keys(attributes).map((name) => [name, ""]));
        setAttributes({ ...none, ...found });
      }
    };
    return create(
      "div",
      editor.useBlockProps(),
      create(
        components.Placeholder,
        {
          icon: "calculator",
          label: words.title,
          instructions: attributes.address === words.address ? words.address : words.none,
        },
        create("ul", {}, names.map((it) => create("li", { key: it }, `${it}: ${attributes[it]}`))),
        create(components.TextareaControl, { label: words.paste, value: code, onChange: pasted }),
      ),
    );
  };

  blocks.registerBlockType("kine/estimator", { edit: Edit, save: () => null });
})(wp.blocks, wp.element, wp.components, wp.blockEditor, kineEstimatorWords);
