using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Cloud;

namespace Naru.Commands;

/// <summary><c>naru openrc</c>: prints the variables that make a client speak to the lab, for <c>eval "$(naru openrc)"</c>.</summary>
internal static class OpenrcCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        var user = new Option<string>("--user")
        {
            Description = "Signs in as this user; the password of anybody but the administrator is asked for.",
            DefaultValueFactory = _ => CloudCredentials.Administrator,
        };
        var project = new Option<string?>("--project") { Description = "The project; that of the user's name when left out." };
        var command = new Command("openrc", "Prints the OS_* variables for the openstack CLI.") { lab, user, project };
        command.SetAction((parsed, _) => Answer.WithLabAsync(parsed.GetRequiredValue(lab), directory =>
        {
            var name = parsed.GetRequiredValue(user);
            return Task.FromResult(Print(directory, name, parsed.GetValue(project) ?? name));
        }));
        return command;
    }

    private static int Print(LabDirectory directory, string user, string project)
    {
        if (LabState.Load(directory) is not { } state)
            return Answer.Refuse(LabTargets.NoLab(directory));
        if (!CloudCredentials.OfAdministrator(directory, state).TryGet(out var administrator, out var error))
            return Answer.Refuse(error);
        (string Name, string Value)[] variables =
        [
            ("OS_AUTH_URL", administrator.Identity.ToString()),
            ("OS_IDENTITY_API_VERSION", "3"),
            ("OS_REGION_NAME", CloudCredentials.Region),
            ("OS_USER_DOMAIN_NAME", CloudCredentials.Domain),
            ("OS_PROJECT_DOMAIN_NAME", CloudCredentials.Domain),
            ("OS_PROJECT_NAME", project),
            ("OS_USERNAME", user),
        ];
        foreach (var (name, value) in variables)
            Console.WriteLine($"export {name}={Quoted(value)}");
        Console.WriteLine(user == CloudCredentials.Administrator
            ? $"export OS_PASSWORD={Quoted(administrator.Password)}"
            : $"printf 'Password of %s: ' {Quoted(user)} >&2; read -rs OS_PASSWORD; export OS_PASSWORD; echo >&2");
        return Answer.Success;
    }

    private static string Quoted(string value) => $"'{value.Replace("'", "'\\''")}'";
}
