using System.Text;
using Naru.Tour;
using Naru.Tour.Running;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Commands;

/// <summary>Writes down what a step shows, for when it fails.</summary>
internal sealed class CourseNotes : ITeller
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public void Clear() => _text.Clear();

    public void Say(Said text)
    {
    }

    public void Command(string? host, string line) => _text.AppendLine($"{host}# {line}");

    public void Output(string text) => _text.AppendLine(text);

    public void Walk(PacketWalk walk) => _text.AppendLine(WalkText.Of(walk, WalkLanguage.English));
}
