using System.Text.Json;

namespace Naru.Compute.Validation;

/// <summary>What a part of a body may look like.</summary>
/// <param name="path">Where it is, for the message.</param>
/// <returns>What is wrong, or null.</returns>
internal delegate string? Shape(JsonElement value, string path, ShapeContext context);
