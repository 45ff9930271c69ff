// Shows the description of the API; no validator elsewhere is asked.
SwaggerUIBundle({
  url: document.getElementById("api").dataset.address,
  dom_id: "#api",
  validatorUrl: null,
  deepLinking: true,
});
