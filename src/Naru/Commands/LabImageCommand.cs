using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Images;

namespace Naru.Commands;

/// <summary><c>naru lab image</c>: the image of the instances by itself, without a lab.</summary>
internal static class LabImageCommand
{
    public static Command Create()
    {
        var command = new Command("image", "Makes the image of the instances where it is missing or old, as 'up' does.");
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!Privileges.Check().TryGet(out _, out var error) || !(await TinyImage.EnsureAsync(cancellation)).TryGet(out _, out error))
                return Answer.Refuse(error);
            Console.WriteLine(TinyImage.Path);
            return Answer.Success;
        });
        return command;
    }
}
