@echo off
rem SPDX-License-Identifier: Apache-2.0
rem
rem Runs Maven: the installed one when it is recent enough, else a copy kept under
rem %USERPROFILE%\.m2\wrapper, else that copy after downloading and checking it once.
rem What to use is written in .mvn\wrapper\maven-wrapper.properties.
setlocal EnableExtensions DisableDelayedExpansion

set "MINIMUM="
set "URL="
set "EXPECTED="
set "PROPERTIES=%~dp0.mvn\wrapper\maven-wrapper.properties"
if exist "%PROPERTIES%" goto properties_found
echo mvnw: "%PROPERTIES%" is missing. 1>&2
exit /b 1
:properties_found
for /f "usebackq eol=# tokens=1,* delims==" %%A in ("%PROPERTIES%") do (
    if "%%A"=="minimumMavenVersion" set "MINIMUM=%%B"
    if "%%A"=="distributionUrl" set "URL=%%B"
    if "%%A"=="distributionSha512Sum" set "EXPECTED=%%B"
)

if not defined JAVA_HOME goto java_on_path
if exist "%JAVA_HOME%\bin\java.exe" goto java_found
echo mvnw: JAVA_HOME "%JAVA_HOME%" holds no bin\java.exe. 1>&2
exit /b 1
:java_on_path
where java >nul 2>nul && goto java_found
echo mvnw: no JDK found: install JDK 17 or later, or set JAVA_HOME. 1>&2
exit /b 1
:java_found

where mvn >nul 2>nul || goto cached
set "INSTALLED="
pushd "%SystemRoot%"
for /f "tokens=3" %%V in ('mvn -B --version 2^>nul ^| findstr /c:"Apache Maven"') do set "INSTALLED=%%V"
popd
if not defined INSTALLED goto cached
powershell -NoProfile -Command "if ([version]('%INSTALLED%' -replace '-.*') -ge [version]'%MINIMUM%') { exit 0 } else { exit 1 }" || goto cached
call mvn %*
exit /b %ERRORLEVEL%

:cached
for %%F in ("%URL:/=\%") do set "ARCHIVE=%%~nxF"
set "NAME=%ARCHIVE:-bin.tar.gz=%"
if defined MAVEN_USER_HOME (set "CACHE=%MAVEN_USER_HOME%\wrapper") else (set "CACHE=%USERPROFILE%\.m2\wrapper")
if exist "%CACHE%\%NAME%\bin\mvn.cmd" goto run

set "WORK=%CACHE%\.unpack-%RANDOM%%RANDOM%"
mkdir "%WORK%" || exit /b 1
curl --fail --silent --show-error --location --connect-timeout 20 --output "%WORK%\%ARCHIVE%" "%URL%" || goto not_downloaded
powershell -NoProfile -Command "if ((Get-FileHash -Algorithm SHA512 -LiteralPath (Join-Path $env:WORK $env:ARCHIVE)).Hash -eq $env:EXPECTED) { exit 0 } else { exit 1 }" || goto not_trusted
tar -xzf "%WORK%\%ARCHIVE%" -C "%WORK%" || goto not_unpacked
move "%WORK%\%NAME%" "%CACHE%\%NAME%" >nul
rmdir /s /q "%WORK%"

:run
call "%CACHE%\%NAME%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

:not_downloaded
rmdir /s /q "%WORK%"
echo mvnw: Maven %MINIMUM% or later is not installed and %URL% could not be downloaded: install Maven, or try again with a network. 1>&2
exit /b 1

:not_trusted
rmdir /s /q "%WORK%"
echo mvnw: the file downloaded from %URL% does not have the expected SHA-512, so it is not used. 1>&2
exit /b 1

:not_unpacked
rmdir /s /q "%WORK%"
echo mvnw: cannot unpack %ARCHIVE%. 1>&2
exit /b 1
