using System.Text.Json;

namespace Naru.BlockStorage.Bodies;

/// <summary>Tells what is wrong with a value, or null.</summary>
internal delegate string? ValueCheck(JsonElement value);
