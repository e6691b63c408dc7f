using Naru.Primitives;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Naru.Rest.Policy;

/// <summary>Reads rules from YAML as oslo.policy has it: one mapping of names to expressions.</summary>
internal static class PolicyYaml
{
    public static Result<List<PolicyLine>> Read(string file, TextReader text)
    {
        try
        {
            return Read(file, new Parser(text));
        }
        catch (YamlException exception)
        {
            return Error.Invalid($"{file}:{exception.Start.Line}: this is not YAML: {exception.Message}");
        }
    }

    private static Result<List<PolicyLine>> Read(string file, Parser yaml)
    {
        var lines = new List<PolicyLine>();
        yaml.Consume<StreamStart>();
        // A file of comments only has no document.
        if (yaml.TryConsume<StreamEnd>(out _))
            return lines;
        yaml.Consume<DocumentStart>();
        if (yaml.TryConsume<Scalar>(out var alone))
            return alone.Value.Length == 0 ? lines : Bad(alone, "expected a mapping of rule names to expressions");
        if (!yaml.TryConsume<MappingStart>(out _))
            return Bad(yaml.Current!, "expected a mapping of rule names to expressions"); // The parser stands on an event.
        while (!yaml.TryConsume<MappingEnd>(out _))
        {
            if (!yaml.TryConsume<Scalar>(out var name))
                return Bad(yaml.Current!, "expected the name of a rule"); // As above.
            if (!yaml.TryConsume<Scalar>(out var expression))
                return Bad(name, $"the rule '{name.Value}' is no text: expected an expression such as \"role:admin\"");
            if (lines.Find(line => line.Name == name.Value) is { } first)
                return Bad(name, $"the rule '{name.Value}' stands there already in line {first.Line}");
            lines.Add(new PolicyLine(file, name.Start.Line, name.Value, expression.Value));
        }
        yaml.Consume<DocumentEnd>();
        return yaml.TryConsume<StreamEnd>(out _) ? lines : Bad(yaml.Current!, "expected one document only"); // As above.

        Error Bad(ParsingEvent at, string reason) => Error.Invalid($"{file}:{at.Start.Line}: {reason}.");
    }
}
