using System.Text.Json;
using Naru.Identity.Login;
using Naru.Primitives;

namespace Naru.Identity.DomainConfiguration;

/// <summary>Reads and writes <c>{"config": …}</c> at its three levels: everything, one group, one option.</summary>
internal static class DomainConfigBody
{
    private const int MaxLength = 4096;

    /// <param name="group">The group of the path, or null.</param>
    /// <param name="option">The option of the path, or null; the body then holds nothing but it.</param>
    public static Result<List<DomainOption>> Read(JsonElement body, string? group, string? option)
    {
        if (!body.Object("config").TryGet(out var config, out var error))
            return error;
        var options = new List<DomainOption>();
        if (option is not null)
            return config.TryGetProperty(option, out var value)
                ? Add(options, group!, option, value) is { } refused ? refused : options
                : IdentityErrors.Invalid($"'{option}' is a required property of 'config'");
        foreach (var section in config.EnumerateObject())
        {
            if (section.Value.ValueKind is not JsonValueKind.Object || group is not null && section.Name != group)
                return Unknown($"group {section.Name}");
            foreach (var pair in section.Value.EnumerateObject())
            {
                if (Add(options, section.Name, pair.Name, pair.Value) is { } refused)
                    return refused;
            }
        }
        return options.Count > 0 ? options : Unknown("no options specified");
    }

    /// <summary>Writes options by group; secret ones are left out.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<DomainOption> options)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("config");
        foreach (var group in options.GroupBy(option => option.Group))
        {
            writer.WriteStartObject(group.Key);
            foreach (var option in group.Where(option => DomainOptionDefinition.Find(option.Group, option.Name)?.Default is not null))
                WriteOption(writer, option);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void WriteOne(Utf8JsonWriter writer, DomainOption option)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("config");
        WriteOption(writer, option);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteOption(Utf8JsonWriter writer, DomainOption option)
    {
        writer.WritePropertyName(option.Name);
        writer.WriteRawValue(option.Json);
    }

    private static Error? Add(List<DomainOption> options, string group, string name, JsonElement value)
    {
        if (DomainOptionDefinition.Find(group, name) is null)
            return Unknown($"option {name} in group {group}");
        var json = value.GetRawText();
        if (json.Length > MaxLength)
            return IdentityErrors.Invalid($"The option {name} is longer than {MaxLength} characters.");
        options.RemoveAll(option => option.Group == group && option.Name == name);
        options.Add(new DomainOption(group, name, json));
        return null;
    }

    private static Error Unknown(string what) => IdentityErrors.Forbidden($"Invalid domain specific configuration: {what} is not supported.");
}
